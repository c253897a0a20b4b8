package dev.plumbline.standalone.traffic;

import java.util.List;

/**
 * One question and its answer before anything is recorded about it.
 *
 * @param service who answers; the app sends content as log events, the site on its spans
 * @param contentAsLogs whether content is sent as log events
 * @param requestedModel the model's name in the request
 * @param servedModel the dated name in the response
 * @param version of the prompt
 * @param system the prompt
 * @param conversation that it is a turn of
 * @param question as the user wrote it
 * @param documents what was retrieved, the answering one first
 * @param kind what is true about the answer
 * @param answer as the assistant wrote it
 * @param tool whether the assistant looked something up with a tool first
 * @param startMillis event time
 * @param endMillis event time
 */
record Exchange(
    String service,
    boolean contentAsLogs,
    String requestedModel,
    String servedModel,
    String version,
    String system,
    String conversation,
    String question,
    List<Fact> documents,
    AnswerKind kind,
    String answer,
    boolean tool,
    long startMillis,
    long endMillis) {

  String route() {
    return documents.getFirst().route();
  }

  boolean json() {
    return documents.getFirst().json();
  }
}
