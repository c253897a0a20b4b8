package dev.plumbline.evaluation.check;

import java.util.List;
import java.util.stream.Stream;

/**
 * Ways to say that one does not know, or that the documents do not say: an honest answer, which
 * neither refuses nor claims anything.
 */
final class NonAnswers {
  private static final List<String> UNKNOWING_PHRASES =
      Phrases.of(
          """
              i don't know, i do not know, i'm not sure, i am not sure, i'm not aware,
              i am not aware, i'm not certain, i am not certain, i don't have information, i do not have information,
              i don't have any information, i do not have any information,
              i don't have enough information, i do not have enough information,
              i don't have specific, i do not have specific, i don't have details,
              i do not have details, i don't have an answer, i do not have an answer,
              i don't see, i do not see, i couldn't find, i could not find,
              i can't find, i cannot find, i was unable to find, i'm unable to find,
              i am unable to find, i can't confirm, i cannot confirm, i can't determine,
              i cannot determine, i can't tell whether, i can't answer that without,
              i cannot answer that without, there is no information,
              there's no information, there is not enough information,
              there is no mention, insufficient information, ich weiß nicht,
              ich weiß es nicht, weiß ich nicht, weiß ich leider nicht, mir liegen keine, ich habe keine informationen,
              je ne sais pas, je n'ai pas d'information, je ne trouve pas, no lo sé,
              no sé, no tengo información, no encuentro, não sei, não tenho informaç,
              não encontr, non lo so, non so, non ho informazioni, non trovo, わかりません,
              分かりません, 記載されていません, 記載がありません, 情報がありません, 我不知道, 我不清楚, 没有相关信息, 沒有相關資訊
              """);

  /** Says nothing by itself: a plan may not contain something. Counts when a source is named. */
  private static final List<String> SILENT_PHRASES =
      Phrases.of(
          """
              does not, doesn't, do not, don't, did not, didn't, is not, isn't, are not,
              aren't, no information, no mention, nothing about, no details, nicht,
              keine, ne_, n', aucun, no_, não, non_, 没有, 未提, 未说, 未包, 沒有
              """);

  private static final PhraseTrie TELLS =
      new PhraseTrie(
          Phrases.of(
              """
              contain, mention, includ, provid, specif, say, state, describ, cover,
              address, discuss, explain, answer, indicat, clarif, found, available,
              information, mention, details, enthalten, erwähn, angaben, hervor,
              contien, conteng, menzion, précis, indiqu, menciona, contém, indica, provided, 提到, 提及, 包含,
              说明
              """));

  private static final PhraseTrie SOURCES =
      new PhraseTrie(
          Phrases.of(
              """
              document, context, passage, source, article, excerpt, text, content,
              material, search result, knowledge base, information, snippet, dokument,
              kontext, unterlagen, quelle, contexte, texte, documento, contexto, texto,
              fuente, fonte, documenti, contesto, testo, 文档, 文件, 上下文, 资料, 資料, ドキュメント
              """));

  /** What every such stretch has one of. */
  static final List<String> OPENINGS =
      Stream.concat(UNKNOWING_PHRASES.stream(), SILENT_PHRASES.stream()).toList();

  private static final PhraseTrie NOT_KNOWING = new PhraseTrie(UNKNOWING_PHRASES);
  private static final PhraseTrie SILENT = new PhraseTrie(SILENT_PHRASES);

  /** Characters from a negation within which the verb of telling must begin. */
  private static final int REACH = 30;

  private NonAnswers() {}

  /** Where a stretch of folded text says so, or -1. */
  static int find(FoldedText folded, int from, int to) {
    int at = NOT_KNOWING.find(folded, from, to);
    if (at >= 0) {
      return at;
    }
    int silent = SILENT.find(folded, from, to);
    if (silent < 0 || !SOURCES.isIn(folded, from, to)) {
      return -1;
    }
    return TELLS.isIn(folded, silent, Math.min(to, silent + REACH)) ? silent : -1;
  }
}
