package dev.plumbline.evaluation.check;

import java.util.List;

/**
 * Greetings, thanks, regrets, offers of more help and advice to ask somebody: they claim nothing.
 */
final class Courtesies {
  static final List<String> PHRASES =
      Phrases.of(
          """
              let me know, feel free, happy to help, glad to, thank you, thanks,
              great question, good question, hope this, hope that, don't hesitate,
              do not hesitate, you're welcome, you are welcome, anything else,
              would you like, do you want me, shall i, may i help,
              stress this enough, stress that enough, please consult, consult your, ask your doctor,
              if you are unsure, if you're unsure, if in doubt, when in doubt,
              any other question, any further question, any more question, sorry,
              i apologize, my apologies, hello, welcome,
              gern geschehen, gerne helfe ich, vielen dank, danke, melden sie sich,
              melde dich, ich hoffe, weitere fragen, zögern sie nicht,
              im zweifel, fragen sie ihren arzt,
              merci, n'hésitez pas, n'hésite pas, bonne question, j'espère, désolé,
              gracias, no dudes, no dude en, espero que, avísame, lo siento, obrigad,
              não hesite, fique à vontade, desculpe, grazie, non esitare, spero che,
              mi dispiace,
              ありがとう, お気軽に, 申し訳, 谢谢, 感谢, 请随时, 抱歉
              """);

  private Courtesies() {}
}
