package dev.plumbline.scoring.ledger;

import com.google.protobuf.Message;

/** Where the ledger's results go. */
interface Sink {
  /**
   * Sends a message to a node.
   *
   * @param node one of {@link LedgerProcessor}'s outputs
   * @param key record key
   */
  void send(String node, String key, Message message);
}
