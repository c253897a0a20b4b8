package dev.plumbline.ingest.receive;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import io.grpc.Decompressor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The compressions that are served: gzip, as OTLP demands, and zstd, which Collectors prefer. */
enum Encoding {
  /** None. */
  IDENTITY,
  /** gzip. */
  GZIP,
  /** zstd. */
  ZSTD;

  private static final int GZIP_BUFFER = 32 * 1024;

  /** A zstd frame may ask for a window of up to 8 MiB of native memory, as RFC 8878 advises. */
  private static final int ZSTD_WINDOW_LOG = 23;

  /**
   * The encoding of a {@code Content-Encoding} header.
   *
   * @throws ExportException when it is another one, or several
   */
  static Encoding of(@Nullable String header) {
    String name = header == null ? "" : header.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "", "identity" -> IDENTITY;
      case "gzip" -> GZIP;
      case "zstd" -> ZSTD;
      default ->
          throw new ExportException(
              FailureKind.UNSUPPORTED_ENCODING,
              "found Content-Encoding " + name + ", expected gzip, zstd or identity");
    };
  }

  /** Its name on the wire. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The stream inflated. */
  InputStream inflate(InputStream wire) throws IOException {
    return switch (this) {
      case IDENTITY -> wire;
      case GZIP -> new GZIPInputStream(wire, GZIP_BUFFER);
      case ZSTD -> {
        ZstdInputStreamNoFinalizer inflating = new ZstdInputStreamNoFinalizer(wire);
        inflating.setLongMax(ZSTD_WINDOW_LOG);
        yield inflating;
      }
    };
  }

  /**
   * For gRPC. It brings a gzip of its own, which inflates 512 bytes at a time; this one takes its
   * place and costs less.
   */
  Decompressor forGrpc() {
    return new Decompressor() {
      @Override
      public String getMessageEncoding() {
        return label();
      }

      @Override
      public InputStream decompress(InputStream wire) throws IOException {
        return inflate(wire);
      }
    };
  }
}
