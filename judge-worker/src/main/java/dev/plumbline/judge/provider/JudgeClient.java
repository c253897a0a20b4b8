package dev.plumbline.judge.provider;

import com.fasterxml.jackson.databind.JsonNode;

/** Calls one judge. Implementations are safe to use from many threads. */
public interface JudgeClient {
  /**
   * One call, which waits for the answer. Whatever the endpoint does comes back as a reply.
   *
   * @param system the part of the prompt that is the same in every call
   * @param user the material
   * @param schema JSON Schema that the answer must fit
   * @throws InterruptedException when the caller was interrupted; the call is cancelled
   */
  JudgeReply ask(String system, String user, JsonNode schema) throws InterruptedException;
}
