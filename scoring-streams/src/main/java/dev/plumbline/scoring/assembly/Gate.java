package dev.plumbline.scoring.assembly;

import com.google.protobuf.ByteString;
import dev.plumbline.scoring.deadletter.RefusedRecordException;
import dev.plumbline.scoring.spans.SpanBook;
import dev.plumbline.scoring.state.ServiceShare;
import dev.plumbline.topics.RecordHeaders;
import dev.plumbline.v1.SpanCounts.Outcome;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.streams.processor.api.Record;

/** Books what a router has read, and refuses what can never be a record of ours. */
final class Gate {
  private static final String DEFAULT_TENANT = "default";
  private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int TRACE_ID_BYTES = 16;
  private static final ByteString ZERO_TRACE = ByteString.copyFrom(new byte[TRACE_ID_BYTES]);

  private final SpanBook book;
  private final boolean behindRekeying;

  /**
   * A gate.
   *
   * @param behindRekeying whether records come from the topic of what was sent round
   */
  Gate(SpanBook book, boolean behindRekeying) {
    this.book = book;
    this.behindRekeying = behindRekeying;
  }

  /**
   * The tenant of a record that may go on.
   *
   * @throws RefusedRecordException when it must not; its spans are booked as dead letters
   */
  String admit(Record<String, byte[]> record, List<ServiceShare> shares, Set<ByteString> traces) {
    String tenant = bookable(record);
    boolean again = RecordHeaders.text(record.headers(), RecordHeaders.REPLAYED) != null;
    if (behindRekeying && !again) {
      book.cameRound(tenant, shares);
    } else {
      book.received(tenant, shares);
    }
    try {
      check(traces);
      return tenant(record);
    } catch (RefusedRecordException e) {
      book.ended(tenant, shares, Outcome.DEAD_LETTER);
      throw e;
    }
  }

  /** A record that cannot be read, so that nobody knows how many spans it holds. */
  void unreadable(Record<String, byte[]> record) {
    book.unreadable(bookable(record));
  }

  private static void check(Set<ByteString> traces) {
    for (ByteString trace : traces) {
      if (trace.size() != TRACE_ID_BYTES || trace.equals(ZERO_TRACE)) {
        throw new RefusedRecordException(
            "found a trace id of other than 16 bytes or of zeros alone, expected one of 16 bytes",
            null);
      }
    }
  }

  private static String bookable(Record<String, byte[]> record) {
    try {
      return tenant(record);
    } catch (RefusedRecordException e) {
      return DEFAULT_TENANT;
    }
  }

  /** Store keys begin with it, so no tenant may hold their separator. */
  private static String tenant(Record<String, byte[]> record) {
    String tenant = RecordHeaders.text(record.headers(), RecordHeaders.TENANT);
    if (tenant == null) {
      return DEFAULT_TENANT;
    }
    if (!TENANT.matcher(tenant).matches()) {
      throw new RefusedRecordException(
          "found a header " + RecordHeaders.TENANT + " that names no tenant, expected a name",
          null);
    }
    return tenant;
  }
}
