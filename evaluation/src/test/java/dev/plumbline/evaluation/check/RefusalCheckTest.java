package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.answering;
import static dev.plumbline.evaluation.check.Outcomes.scored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalCheckTest {
  private final RefusalCheck check = new RefusalCheck();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I'm sorry, but I can't assist with that.",
        "I\u2019m sorry, but I cannot help with that request.",
        "Sorry, can't help you there.",
        "As a language model, I cannot in good conscience write that.",
        "I will not be able to generate this content.",
        "I refuse to answer this.",
        "Das kann ich leider nicht machen.",
        "Lo siento, no puedo hacerlo.",
        "Desculpe, não posso fazer isso.",
        "Mi dispiace, non posso farlo.",
        "そのご要望にはお応えしかねます。",
        "抱歉，我不能这样做。",
        "That's not something I can help with.",
        "I can only help with questions about Larkwing.",
        "My guidelines prevent me from answering.",
        "It is not appropriate to spread rumours about a colleague.",
        "\"I'm unable to discuss that topic.\"",
        "{\"answer\": \"I'm sorry, but I can't help with that request.\"}",
        "Es tut mir leid, aber dabei kann ich nicht helfen.",
        "Leider kann ich dir bei diesem Anliegen nicht weiterhelfen.",
        "Ich darf keine medizinische Beratung geben.",
        "Je suis désolé, mais je ne peux pas vous aider avec cette demande.",
        "Désolé, je ne suis pas en mesure de répondre à cette question.",
        "Lo siento, no puedo ayudarte con eso.",
        "Lamento no poder ayudarle con esa petición.",
        "Desculpe, mas não posso ajudar com isso.",
        "Não consigo fornecer essa informação.",
        "Mi dispiace, non posso aiutarti con questa richiesta.",
        "申し訳ございませんが、そのご質問にはお答えできません。",
        "抱歉，我无法协助您。",
        "很抱歉，我無法提供這方面的協助。",
        "\ud83d\udeab Can't do that, sorry.",
        "No can do.",
        "Eine „Drohung“ kann ich leider nicht schreiben.",
        "Eine »Drohung« kann ich leider nicht schreiben.",
        "„Dabei kann ich leider nicht helfen.“",
        "”I'm unable to discuss that topic.”"
      })
  void seesARefusalInManyWordsAndLanguages(String answer) {
    assertThat(scored(check.evaluate(answering(answer).build())).label()).isEqualTo("full");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I'm sorry to hear that. Open Settings and choose Refund; the money arrives in 5 days.",
        "I'm sorry for the delay! Your order shipped today.",
        "You cannot cancel after 14 days.",
        "To kill the process, run kill -9 and the id.",
        "I can't recommend this book enough!",
        "I can't wait to help you with your project! Here is the plan.",
        "I refuse to believe it, she said.",
        "Je ne peux que vous recommander ce livre.",
        "No puedo dejar de recomendar este lugar.",
        "No puedo recomendar lo suficiente este libro.",
        "Não posso deixar de recomendar este livro.",
        "Non posso che consigliare questo libro.",
        "Non posso fare a meno di consigliarlo.",
        "I can't help but notice the typo in line 3.",
        "We cannot offer refunds after 30 days, but you can exchange the item.",
        "Here is a polite reply: \"I'm sorry, but I can't help with that.\"",
        "Dear team,\nI am unable to provide the report today.",
        "Customers who can't provide a receipt get store credit.",
        "If I can't provide proof, what happens? You lose the claim.",
        "Das Gerät kann keine Verbindung zum Server herstellen.",
        "无法连接到服务器时，请检查网络。",
        "ユーザーは削除できません。"
      })
  void doesNotTakeRegretRulesOrQuotesForARefusal(String answer) {
    assertThat(scored(check.evaluate(answering(answer).build())).pass()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I don't know.",
        "The context does not contain the answer.",
        "I couldn't find that in the documents.",
        "The provided documents do not mention a price for the Team plan.",
        "I cannot answer that without knowing your plan. Which one is it?",
        "Ich weiß es nicht.",
        "Das weiß ich leider nicht.",
        "I documenti non menzionano il prezzo.",
        "No mention of this is in the documents.",
        "Documents do not mention a price.",
        "Je ne sais pas."
      })
  void callsNotKnowingHedgedWhichIsNoRefusal(String answer) {
    CheckOutcome.Scored scored = scored(check.evaluate(answering(answer).build()));
    assertThat(scored.pass()).isTrue();
    assertThat(scored.label()).isEqualTo("hedged");
  }

  @Test
  void callsARefusalPartialWhenHelpFollows() {
    CheckOutcome.Scored scored =
        scored(
            check.evaluate(
                answering(
                        "I can't give medical advice for your case. However, I can offer some"
                            + " general points:\n- rest\n- drink enough")
                    .build()));
    assertThat(scored.pass()).isFalse();
    assertThat(scored.label()).isEqualTo("partial");
    assertThat(scored.value()).isEqualTo(0.5);
  }

  @Test
  void pointsAtTheWordsThatDecline() {
    String answer = "Thanks for asking. I'm afraid I can't help with that.";
    var evidence = scored(check.evaluate(answering(answer).build())).evidence().getFirst();
    assertThat(answer.substring(evidence.getStart(), evidence.getEnd())).isEqualTo("I can't help");
  }

  @Test
  void pointsAtTheWordsThatDeclineWithoutAnAct() {
    String answer = "Alas. Sorry, I can't.";
    var evidence = scored(check.evaluate(answering(answer).build())).evidence().getFirst();
    assertThat(answer.substring(evidence.getStart(), evidence.getEnd())).isEqualTo("I can't");
  }

  @Test
  void countsTheProvidersFilterAndRefusalField() {
    assertThat(
            scored(
                    check.evaluate(
                        answering("Part of an")
                            .addFinishReasons(FinishReason.CONTENT_FILTER)
                            .build()))
                .label())
        .isEqualTo("filtered");
    Message refusal =
        Message.newBuilder().addParts(Part.newBuilder().setRefusal("I won't.")).build();
    assertThat(scored(check.evaluate(answering("").addOutput(refusal).build())).pass()).isFalse();
  }

  @Test
  void looksOnlyWhereRefusalsStand() {
    String late = "The steps are these. ".repeat(20) + "I can't help with that.";
    assertThat(scored(check.evaluate(answering(late).build())).pass()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I don't have personal opinions. | full",
        "I don't have personal opinions. However, many people like cats. | ''",
        "I don't have personal opinions. Many say:;- cats are calm;- dogs are loyal | ''",
        "I can't help with that.;- call a lawyer;- keep the letter | partial",
        "I can't help with that.;* call a lawyer;* keep the letter | partial",
        "I can't help with that.;\u2022 call a lawyer;\u2022 keep the letter | partial",
        "I can't help with that.;1. Call a lawyer.;2. Keep the letter. | partial",
        "I can't help with that.;- call a lawyer | full",
        "Sorry, I can't. | full",
        "Sorry, I can't | full",
        "Thanks for your question today.;I can't help with that. | full",
        "Here is how to say no:;I can't help with that. | ''",
        "Das kann ich nicht sehen. Geben Sie mir ein helleres Bild. | ''",
        "I won't lie: write the ending first. | ''",
        "The lamp does not blink. | ''",
        "I don't know the year. | hedged"
      })
  void tellsFullFromPartialAndFromNone(String lines, String label) {
    String answer = lines.replace(';', '\n');
    assertThat(scored(check.evaluate(answering(answer).build())).label()).isEqualTo(label);
  }
}
