package dev.plumbline.bench.load;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.HexFormat;
import java.util.OptionalLong;

/** The number of a send, from 0 on over the whole bench, as every record of it carries it. */
public final class SendNumber {
  static final String ATTRIBUTE = "bench.send";

  private SendNumber() {}

  /** The send that a resource belongs to; empty when it is not from here. */
  public static OptionalLong of(Resource resource) {
    for (KeyValue attribute : resource.getAttributesList()) {
      if (attribute.getKey().equals(ATTRIBUTE)) {
        return OptionalLong.of(
            HexFormat.fromHexDigitsToLong(attribute.getValue().getStringValue()));
      }
    }
    return OptionalLong.empty();
  }
}
