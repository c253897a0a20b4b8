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

  /**
   * A kind of trace that attacks leave, and how much one of it says.
   *
   * @param needs in lower case; a text with none of them has no such trace, and to look for words
   *     costs a tenth of trying the pattern. Empty: it is always tried
   */
  private record Sign(double weight, List<String> needs, Pattern pattern) {
    boolean in(String text, String folded) {
      return (needs.isEmpty() || needs.stream().anyMatch(folded::contains))
          && pattern.matcher(text).find();
    }
  }

  private static final List<Sign> SIGNS =
      List.of(
          // Speaks to the one who judges.
          sign(
              WORD,
              "ignore,disregard,forget,override,bypass",
              "\\b(?:ignore|disregard|forget|override|bypass)\\b.{0,40}\\b(?:previous|prior|above"
                  + "|earlier|all|your|the)\\b.{0,30}\\b(?:instruction|rule|prompt|rubric|criteri"
                  + "|guideline|polic)"),
          sign(
              WORD,
              "yes,pass,helpful,grounded,correct,perfect,highest,maximum,full marks,"
                  + "10/10,5/5,100,best",
              "(?<!\\b(?:the|an?|your|our|its|this) )\\b(?:rate|score|grade|mark|judge|evaluate"
                  + "|label|classify|answer|respond|reply"
                  + "|output|return|print|say)\\b.{0,40}\\b(?:yes|pass(?:ed)?|helpful|grounded"
                  + "|correct|perfect|highest|maximum|full marks|10/10|5/5|100|best)\\b"),
          sign(
              WORD,
              "judge,grader,evaluator,reviewer,assessor,rater,llm,ai model,ai system",
              "\\b(?:to|attention|note|dear|hey|message for|instructions? (?:for|to)) (?:the"
                  + " |our |any |all )?(?:judge|grader|evaluator|reviewer|assessor|rater|llm|ai"
                  + " (?:judge|model|system))"),
          sign(
              WORD,
              "you are n,act as,pretend ,roleplay,from now on,new task,new role,"
                  + "new rule,new instruction,system prompt,system override,system message,"
                  + "system note,developer mode,admin",
              "\\b(?:you are (?:now|no longer)|act as|pretend (?:to be|that)|roleplay|from now"
                  + " on|new (?:task|role|rule|instruction)s?\\b|system"
                  + " (?:prompt|override|message|note)|developer mode|admin(?:istrator)?"
                  + " (?:note|override|mode))"),
          sign(
              WORD,
              "verified,approved,perfect,flawless,correct,certified,confirmed,graded",
              "\\b(?:this|the|my) (?:answer|response|output) (?:is|was|has been) (?:already )?"
                  + "(?:verified|approved|perfect|flawless|correct|certified|pre-?approved"
                  + "|confirmed|graded)"),
          sign(
              WORD,
              "rubric,criteri,guideline",
              "\\b(?:rubric|criteri(?:on|a)|guidelines?)\\b.{0,60}\\b(?:changed|updated"
                  + "|replaced|suspended|void|no longer|does not apply|do not apply|instead)"),
          // The same in other languages.
          sign(
              WORD,
              "ignor,bewerte,répond,responde,игнорируй,оцени,忽略,无视,無視,請回答,请回答,評価して,평가,무시",
              "ignor(?:iere|ez|e|a|ate|ar) .{0,40}(?:anweisung|instruction|instruccion|istruzion"
                  + "|instruç)|bewerte .{0,30}(?:ja|gut|beste)|réponds? .{0,20}oui|responde"
                  + " .{0,20}s[ií]|игнорируй|оцени|忽略|无视|無視|指示を無視|請回答|请回答|評価して|평가|무시"),
          // Imitates structure.
          sign(
              WORD,
              "<,[inst,[/inst,[sys,[/sys,##,---,end of ",
              "<</?[0-9a-z]{4,}|</?(?:answer|document|question|system|instructions?|material"
                  + "|user|assistant|judge|rubric|eval(?:uation)?)>|\\[/?(?:inst|sys(?:tem)?)]"
                  + "|<\\|[a-z_]{2,20}\\|>|^#{2,4} ?(?:system|instruction|response|end)"
                  + "|-{3,} ?(?:end|begin)|\\bend of (?:answer|material|document|data|input)\\b"),
          sign(
              WORD,
              "helpful,grounded,rationale,score,verdict,pass,rating,grade,result,label",
              "[{,]\\s*\\\\?[\"'](?:helpful|grounded|rationale|score|verdict|pass|rating|grade"
                  + "|result|label)[a-z_]*\\\\?[\"']\\s*:"),
          sign(
              HINT,
              "thought process,let's ,lets ,by step,by-step,solution",
              "\\b(?:thought process|let'?s (?:think|solve|work)|step[- ]by[- ]step"
                  + "|solution)\\s*:?\\s*$"),
          sign(HINT, "judge,grader,evaluator,rubric", "\\b(?:judge|grader|evaluator|rubric)\\b"),
          // Noise, as optimised suffixes are.
          sign(WORD, "", "(?:[\\p{Punct}]{3,}\\s*\\p{L}*\\s*){4,}"),
          sign(WORD, "", "\\b(?=[a-z0-9+/]*[0-9])(?=[a-z0-9+/]*[a-z])[a-z0-9+/]{40,}={0,2}"));

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
    String folded = fold(text);
    for (Sign sign : SIGNS) {
      if (sign.in(text, folded)) {
        clean *= 1 - sign.weight();
      }
    }
    return clean;
  }

  /** Letters that patterns take for the same become the same. */
  private static String fold(String text) {
    char[] chars = text.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      chars[i] = Character.toLowerCase(Character.toUpperCase(chars[i]));
    }
    return new String(chars);
  }

  private static Sign sign(double weight, String needs, String regex) {
    return new Sign(
        weight,
        needs.isEmpty() ? List.of() : List.of(needs.split(",")),
        Pattern.compile(
            regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.MULTILINE));
  }
}
