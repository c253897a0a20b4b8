package dev.plumbline.judge.provider;

import com.fasterxml.jackson.databind.JsonNode;

/** Calls one judge. Implementations are safe to use from many threads. */
public interface JudgeClient {
  /**
   * One call, which waits for the answer. It never throws for what an endpoint does.
   *
   * @param system the stable part of the prompt
   * @param user the material
   * @param schema JSON Schema that the answer must fit
   */
  JudgeReply ask(String system, String user, JsonNode schema);
}
