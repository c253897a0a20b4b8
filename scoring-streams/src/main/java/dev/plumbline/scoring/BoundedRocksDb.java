package dev.plumbline.scoring;

import dev.plumbline.scoring.assembly.AssembleProcessor;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompactionOptionsUniversal;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * One block cache and one write-buffer budget for all stores of the process: RocksDB's defaults are
 * per store and task, and would grow with the partitions. Kafka Streams makes one of these per
 * store, so what is shared must be static.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
  private static final long TOTAL_BYTES = 96L * 1024 * 1024;
  private static final long WRITE_BYTES = 32L * 1024 * 1024;
  private static final long STORE_WRITE_BUFFER = 4L * 1024 * 1024;

  /** Several records of a trace in one block: they repeat each other, and are read together. */
  private static final long CONTENT_BLOCK = 32L * 1024;

  /** When newer files together have this share of the oldest one, all are merged. */
  private static final int CONTENT_NEW_PERCENT = 50;

  static {
    org.rocksdb.RocksDB.loadLibrary();
  }

  private static final Cache CACHE = new LRUCache(TOTAL_BYTES, -1, false, 0.1);
  private static final WriteBufferManager WRITES = new WriteBufferManager(WRITE_BYTES, CACHE);

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    options.setTableFormatConfig(table);
    // Kafka Streams stores uncompressed by default; spans of one trace lie side by side and
    // repeat each other.
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
    options.setWriteBufferManager(WRITES);
    options.setWriteBufferSize(STORE_WRITE_BUFFER);
    options.setMaxWriteBufferNumber(2);
    if (storeName.equals(AssembleProcessor.ENTRIES)) {
      forContent(options, table);
    }
  }

  /**
   * For the one store whose rows are large, never rewritten, and all deleted in the end. A block is
   * compressed by itself, so one that holds a single span finds nothing that repeats; and what was
   * deleted stays on disk until it is merged with the oldest file.
   */
  private static void forContent(Options options, BlockBasedTableConfig table) {
    table.setBlockSize(CONTENT_BLOCK);
    options.setTableFormatConfig(table);
    options.setCompactionOptionsUniversal(
        new CompactionOptionsUniversal().setMaxSizeAmplificationPercent(CONTENT_NEW_PERCENT));
  }

  /** The shared objects live as long as the process. */
  @Override
  public void close(String storeName, Options options) {}
}
