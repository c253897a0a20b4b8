package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.v1.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finish reasons in the canonical set, whatever the spelling and the container. */
final class Finish {
  private Finish() {}

  /** An array, JSON text of an array, or one word; empty words are left out. */
  static List<FinishReason> read(JsonNode node) {
    List<FinishReason> reasons = new ArrayList<>();
    JsonNode value = Values.parsed(node);
    if (value.isArray()) {
      value.forEach(item -> add(reasons, item));
    } else {
      add(reasons, value);
    }
    return reasons;
  }

  private static void add(List<FinishReason> reasons, JsonNode item) {
    if (!Values.absent(item)) {
      reasons.add(reason(Values.unquoted(Values.text(item))));
    }
  }

  private static FinishReason reason(String word) {
    // Enums are printed with their type by some clients: FinishReason.STOP.
    String last = word.substring(word.lastIndexOf('.') + 1);
    return switch (last.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "")) {
      case "stop", "endturn", "stopsequence", "eostoken", "complete", "completed" ->
          FinishReason.STOP;
      case "length", "maxtokens", "maxoutputtokens", "modelcontextwindowexceeded", "incomplete" ->
          FinishReason.LENGTH;
      case "contentfilter",
          "contentfiltered",
          "guardrailintervened",
          "refusal",
          "safety",
          "recitation",
          "blocklist",
          "prohibitedcontent" ->
          FinishReason.CONTENT_FILTER;
      case "toolcall", "toolcalls", "tooluse", "functioncall" -> FinishReason.TOOL_CALL;
      case "compaction" -> FinishReason.COMPACTION;
      case "error", "failed" -> FinishReason.FINISH_ERROR;
      default -> FinishReason.FINISH_OTHER;
    };
  }
}
