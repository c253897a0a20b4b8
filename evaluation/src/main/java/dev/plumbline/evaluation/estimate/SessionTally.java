package dev.plumbline.evaluation.estimate;

import dev.plumbline.v1.SessionSums;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Sums of scored rows by session, so that answers of one conversation do not count as independent.
 * Sessions fall into 64 buckets by CRC-32 of their id: sums over buckets add over windows, and a
 * session may straddle them. Per bucket: sum w over verdicts 0 and 1, sum w v over (label, verdict)
 * = 00, 01, 10, 11.
 */
public final class SessionTally {
  /** Number of buckets. */
  static final int BUCKETS = 64;

  /** Sums per bucket. */
  static final int SUMS = 6;

  private final double[] sums = new double[BUCKETS * SUMS];
  private long rows;

  /** Adds the buckets of a message. */
  public void add(SessionSums bucket) {
    int at = (bucket.getBucket() & (BUCKETS - 1)) * SUMS;
    sums[at] += bucket.getW0();
    sums[at + 1] += bucket.getW1();
    sums[at + 2] += bucket.getWv00();
    sums[at + 3] += bucket.getWv01();
    sums[at + 4] += bucket.getWv10();
    sums[at + 5] += bucket.getWv11();
  }

  /** Adds scored rows whose session is known, as a message counts them. */
  public void addRows(long count) {
    rows += count;
  }

  /** Adds one row; only a scored one has an effect. */
  public void add(JudgedRow row) {
    book(row, 1);
  }

  /** Takes a row out that was added before. */
  public void remove(JudgedRow row) {
    book(row, -1);
  }

  /** The bucket of a scored row alone, as a message. */
  static SessionSums message(JudgedRow row) {
    double[] one = new double[SUMS];
    put(row, 1, one, 0);
    return SessionSums.newBuilder()
        .setBucket(bucket(row))
        .setW0(one[0])
        .setW1(one[1])
        .setWv00(one[2])
        .setWv01(one[3])
        .setWv10(one[4])
        .setWv11(one[5])
        .build();
  }

  private void book(JudgedRow row, int sign) {
    if (scored(row)) {
      rows += row.session() == null ? 0 : sign;
      put(row, sign, sums, bucket(row) * SUMS);
    }
  }

  static boolean scored(JudgedRow row) {
    return row.asked() && row.judge() != Judgement.NONE;
  }

  private static int bucket(JudgedRow row) {
    String session = row.session();
    return bucket(session == null ? row.id() : session);
  }

  private static void put(JudgedRow row, int sign, double[] sums, int at) {
    int f = row.judge().ordinal();
    double w = sign * row.u() / row.pi();
    sums[at + f] += w;
    if (row.human() != Judgement.NONE) {
      sums[at + 2 + 2 * row.human().ordinal() + f] += w / row.piHuman();
    }
  }

  /** Adds other sums. */
  public void add(SessionTally other) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
    }
    rows += other.rows;
  }

  /** Scored rows whose session is known. */
  public long rows() {
    return rows;
  }

  /** Sum over buckets of the squared combination of a bucket's sums. */
  double squares(double[] coefficients) {
    double squares = 0;
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      double sum = 0;
      for (int i = 0; i < SUMS; i++) {
        sum += coefficients[i] * sums[bucket * SUMS + i];
      }
      squares += sum * sum;
    }
    return squares;
  }

  static int bucket(String session) {
    CRC32 crc = new CRC32();
    crc.update(session.getBytes(StandardCharsets.UTF_8));
    return (int) (crc.getValue() % BUCKETS);
  }
}
