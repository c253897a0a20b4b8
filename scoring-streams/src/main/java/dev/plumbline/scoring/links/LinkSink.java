package dev.plumbline.scoring.links;

import com.google.protobuf.Message;

/** Where what the link task finds out goes. */
interface LinkSink {
  /**
   * Sends a message to a node.
   *
   * @param node one of {@link LinkProcessor}'s outputs
   * @param key record key
   */
  void send(String node, String key, Message message);
}
