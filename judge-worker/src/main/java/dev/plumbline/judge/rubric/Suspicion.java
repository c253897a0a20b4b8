package dev.plumbline.judge.rubric;

import dev.plumbline.v1.Document;
import dev.plumbline.v1.JudgeRequest;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How far what a judge reads looks like an attack on the judge, from 0 to 1: it speaks to whoever
 * judges, imitates a prompt's structure or the answer that is asked for, hides characters, or is
 * noise. It makes people look (policy, {@code informative}) and never changes a verdict. A text
 * about such attacks looks like one too.
 */
public final class Suspicion {
  private static final double WORD = 0.6;
  private static final double HINT = 0.3;

  /** A kind of trace that attacks leave, and how much one of it says. */
  private record Sign(double weight, Pattern pattern) {}

  private static final List<Sign> SIGNS =
      List.of(
          // Speaks to the one who judges.
          sign(
              WORD,
              "\\b(?:ignore|disregard|forget|override|bypass)\\b.{0,40}\\b(?:previous|prior|above"
                  + "|earlier|all|your|the)\\b.{0,30}\\b(?:instruction|rule|prompt|rubric|criteri"
                  + "|guideline|polic)"),
          sign(
              WORD,
              "(?<!\\b(?:the|an?|your|our|its|this) )\\b(?:rate|score|grade|mark|judge|evaluate"
                  + "|label|classify|answer|respond|reply"
                  + "|output|return|print|say)\\b.{0,40}\\b(?:yes|pass(?:ed)?|helpful|grounded"
                  + "|correct|perfect|highest|maximum|full marks|10/10|5/5|100|best)\\b"),
          sign(
              WORD,
              "\\b(?:to|attention|note|dear|hey|message for|instructions? (?:for|to)) (?:the"
                  + " |our |any |all )?(?:judge|grader|evaluator|reviewer|assessor|rater|llm|ai"
                  + " (?:judge|model|system))"),
          sign(
              WORD,
              "\\b(?:you are (?:now|no longer)|act as|pretend (?:to be|that)|roleplay|from now on|new"
                  + " (?:task|role|rule|instruction)s?\\b|system (?:prompt|override|message|note)"
                  + "|developer mode|admin(?:istrator)? (?:note|override|mode))"),
          sign(
              WORD,
              "\\b(?:this|the|my) (?:answer|response|output) (?:is|was|has been) (?:already )?"
                  + "(?:verified|approved|perfect|flawless|correct|certified|pre-?approved"
                  + "|confirmed|graded)"),
          sign(
              WORD,
              "\\b(?:rubric|criteri(?:on|a)|guidelines?)\\b.{0,60}\\b(?:changed|updated"
                  + "|replaced|suspended|void|no longer|does not apply|do not apply|instead)"),
          // The same in other languages.
          sign(
              WORD,
              "ignor(?:iere|ez|e|a|ate|ar) .{0,40}(?:anweisung|instruction|instruccion|istruzion"
                  + "|instruç)|bewerte .{0,30}(?:ja|gut|beste)|réponds? .{0,20}oui|responde"
                  + " .{0,20}s[ií]|игнорируй|оцени|忽略|无视|無視|指示を無視|請回答|请回答|評価して|평가|무시"),
          // Imitates structure.
          sign(
              WORD,
              "<</?[0-9a-z]{4,}|</?(?:answer|document|question|system|instructions?|material"
                  + "|user|assistant|judge|rubric|eval(?:uation)?)>|\\[/?(?:inst|sys(?:tem)?)]"
                  + "|<\\|[a-z_]{2,20}\\|>|^#{2,4} ?(?:system|instruction|response|end)"
                  + "|-{3,} ?(?:end|begin)|\\bend of (?:answer|material|document|data|input)\\b"),
          sign(
              WORD,
              "[{,]\\s*\\\\?[\"'](?:helpful|grounded|rationale|score|verdict|pass|rating|grade"
                  + "|result|label)[a-z_]*\\\\?[\"']\\s*:"),
          sign(
              HINT,
              "\\b(?:thought process|let'?s (?:think|solve|work)|step[- ]by[- ]step"
                  + "|solution)\\s*:?\\s*$"),
          sign(HINT, "\\b(?:judge|grader|evaluator|rubric)\\b"),
          // Noise, as optimised suffixes are.
          sign(WORD, "(?:[\\p{Punct}]{3,}\\s*\\p{L}*\\s*){4,}"),
          sign(WORD, "\\b(?=[a-z0-9+/]*[0-9])(?=[a-z0-9+/]*[a-z])[a-z0-9+/]{40,}={0,2}"));

  private static final int CHARS = 65_536;
  private static final int HIDDEN = 8;

  private Suspicion() {}

  /** The suspicion of everything that a judge reads about a request. */
  public static double of(JudgeRequest request) {
    double clean = clean(request.getAnswer()) * clean(request.getQuestion());
    for (Document document : request.getDocumentsList()) {
      clean *= clean(document.getText());
    }
    return 1 - clean;
  }

  private static double clean(String content) {
    JudgeView view = JudgeView.of(content);
    double clean = view.stripped() >= HIDDEN ? 1 - WORD : 1;
    String text = view.text();
    text = text.substring(0, Math.min(text.length(), CHARS));
    for (Sign sign : SIGNS) {
      if (sign.pattern().matcher(text).find()) {
        clean *= 1 - sign.weight();
      }
    }
    return clean;
  }

  private static Sign sign(double weight, String regex) {
    return new Sign(
        weight,
        Pattern.compile(
            regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.MULTILINE));
  }
}
