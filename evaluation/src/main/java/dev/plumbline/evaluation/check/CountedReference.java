package dev.plumbline.evaluation.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.DynamicRefValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.keyword.RefValidator;
import com.networknt.schema.path.NodePath;

/**
 * A reference keyword that counts how often one validation follows it. Between two references work
 * is bounded by the size of schema and answer, so this bounds all of it; without a bound a schema
 * of 150 characters, {@code anyOf} of itself twice, takes hours over 30 nested arrays.
 */
enum CountedReference implements Keyword {
  REF("$ref"),
  DYNAMIC_REF("$dynamicRef");

  private final String keyword;

  CountedReference(String keyword) {
    this.keyword = keyword;
  }

  /** Validation follows more references than allowed. */
  static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMany() {
      super("too many references", null, false, false);
    }
  }

  /** Allows one validation to follow so many references. */
  static void allow(ExecutionContext context, int most) {
    context.getCollectorContext().put(CountedReference.class, new int[] {most});
  }

  @Override
  public String getValue() {
    return keyword;
  }

  @Override
  public KeywordValidator newValidator(
      SchemaLocation location, JsonNode node, Schema parent, SchemaContext context) {
    return switch (this) {
      case REF ->
          new RefValidator(location, node, parent, context) {
            @Override
            public void validate(
                ExecutionContext run, JsonNode value, JsonNode root, NodePath path) {
              count(run);
              super.validate(run, value, root, path);
            }
          };
      case DYNAMIC_REF ->
          new DynamicRefValidator(location, node, parent, context) {
            @Override
            public void validate(
                ExecutionContext run, JsonNode value, JsonNode root, NodePath path) {
              count(run);
              super.validate(run, value, root, path);
            }
          };
    };
  }

  private static void count(ExecutionContext run) {
    int[] left = run.getCollectorContext().get(CountedReference.class);
    if (left != null && left[0]-- <= 0) {
      throw new TooMany();
    }
  }
}
