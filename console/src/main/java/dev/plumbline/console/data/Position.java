package dev.plumbline.console.data;

/**
 * Where a record is. Rows keep it packed in one long: 4 bits of source, 13 of partition, 47 of
 * offset.
 *
 * @param source its topic
 * @param partition below 8,192
 * @param offset below 2^47
 */
public record Position(Source source, int partition, long offset) {
  private static final int OFFSET_BITS = 47;
  private static final int PARTITION_BITS = 13;

  long packed() {
    return ((long) source.ordinal() << (OFFSET_BITS + PARTITION_BITS))
        | ((long) partition << OFFSET_BITS)
        | offset;
  }

  static Position unpack(long packed) {
    return new Position(
        Source.values()[(int) (packed >>> (OFFSET_BITS + PARTITION_BITS))],
        (int) (packed >>> OFFSET_BITS) & ((1 << PARTITION_BITS) - 1),
        packed & ((1L << OFFSET_BITS) - 1));
  }
}
