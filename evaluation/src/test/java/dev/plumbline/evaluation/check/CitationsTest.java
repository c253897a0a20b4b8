package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Document;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where citations stand in an answer from two documents, one of them with an address. */
class CitationsTest {
  private static final List<Document> TWO =
      List.of(
          Document.newBuilder().setId("kb-1").build(),
          Document.newBuilder().setId("https://larkwing.test/restore").build());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Kept [1]. Restored [2].|[1] [2]",
        "Kept `[1]` here [2].|[2]",
        "```;[1];``` [2]|[2]",
        "``` `a` [1] ``` [2]|[2]",
        "Kept `[1];here [2].|[2]",
        "Kept [], (1), [1|''",
        "Kept [1](https://a.test/x) here.|[1](https://a.test/x)",
        "Kept [1](#notes)[2].|[1](#notes) [2]",
        "Kept [1](see there).|''",
        "See https://larkwing.test/restore for it.|https://larkwing.test/restore",
        "See <https://larkwing.test/restore>.|https://larkwing.test/restore",
        "See xhttps://larkwing.test/restore and how.|''",
        "See https://larkwing.test/kept for it.|''",
        "According to document 2, yes.|document 2",
        "Document #2 also states it.|Document #2",
        "As stated in the source 1, yes.|source 1",
        "Document 2 is kept.|''",
        "Document2 says it.|''",
        "Document 12x says it.|''",
        "Chapter 2 says it.|''",
        "Take rows[1].name or a[1] or old_rows[1] of it.|''",
        "Take rows[1] = 3 of it.|''",
        "Take rows[1]=3 of it.|''",
        "Kept for days[1]. Then gone.|[1]",
        "Kept for days[1][2].|[1] [2]",
        "Kept by plan B[1] only.|[1]",
        "Take a[1][2] of it.|''",
        "Take rows[1][2].name of it.|''",
        "Set x = [1], \"days\": [1].|''",
        "Sources: [1]|[1]",
        "[1] Kept.|[1]",
        "Kept (kb-1).|(kb-1)",
        "Kept \uff3b1\uff3d \u30101\u2020a\u3011 \uff08kb-1\uff09.|\uff3b1\uff3d \u30101\u2020a\u3011 \uff08kb-1\uff09"
      })
  void standWhereAReaderSeesThem(String answer, String expected) {
    String text = answer.replace(';', '\n').replace("''", "");
    assertThat(cited(text)).isEqualTo(expected.replace("''", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Kept for days\u00b9.|\u00b9",
        "Kept for days.\u00b9 More|\u00b9",
        "Kept for days\u00b9\u00b2|\u00b9\u00b2",
        "Kept for \"days\"\u00b2 and|\u00b2",
        "Kept for days\u00b9\u00b2\u00b3 and|\u00b9\u00b2\u00b3",
        "Kept are 40%.\u00b9|\u00b9",
        "Kept since 2019.\u00b9|\u00b9",
        "\u4fdd\u5b58\u00b9|\u00b9",
        "Kept for days\u00b9\u00b2\u00b3\u2074|''",
        "The side\u00b2x is long|''",
        "The side\u00b2 = 9|''",
        "The a + side\u00b2 is long|''",
        "It has 20 km\u00b2, 3 metres\u00b2, 10\u00b3|''",
        "\u00b9 Kept|''",
        "Kept for days (see above).\u00b9|\u00b9",
        "Kept for days [see above].\u00b9 More|\u00b9",
        "(Kept for days.)\u00b9|\u00b9",
        "Kept (for 180 days).<sup>1</sup>|<sup>1</sup>",
        "Kept (40%).\u00b9|\u00b9",
        "The (side + edge)\u00b2 is long|''",
        "The **(side + edge)**\u00b2 or (*side* + *edge*)\u00b2 is long|''",
        "Kept for **days**\u00b9|\u00b9",
        "Es gilt „nur heute“.\u00b9|\u00b9",
        "Es gilt „nur heute.“\u00b9|\u00b9",
        "Es gilt »nur heute«\u00b9|\u00b9",
        "\u4fdd\u5b58\u3002\u00b9|\u00b9",
        "\u4fdd\u5b58\u00b9\u5e76\u5220\u9664|\u00b9",
        "\u4fdd\u5b58\u300d\u00b9\u3068|\u00b9",
        "Kept for days\u00b9then|''",
        "Kept for days<sup>1</sup> here|<sup>1</sup>",
        "Kept for days<SUP>[1, 2]</SUP>|<SUP>[1, 2]</SUP>",
        "The x<sup>2</sup> and the 19<sup>th</sup>|''",
        "Kept <cite>kb-1</cite> here|<cite>kb-1</cite>",
        "<cite index=\"0-1\">Kept so.</cite> <b>1</b>|<cite index=\"0-1\"> </cite>",
        "I read <cite>Hamlet</cite>|''",
        "Kept <ref id='kb-1'/>|<ref id='kb-1'/>",
        "<co: 1>Kept so long</co: 1>|<co: 1> </co: 1>",
        "Kept </cite> here|''"
      })
  void standAboveTheLineOrInTags(String answer, String expected) {
    assertThat(cited(answer)).isEqualTo(expected.replace("''", ""));
  }

  @Test
  void aboveTheLineAreOneNumberOrMarksSideBySide() {
    assertThat(resolves("Kept for days\u00b9\u00b2.", 2)).containsExactly(true);
    assertThat(resolves("Kept for days\u00b9\u00b3.", 2)).containsExactly(false);
    assertThat(resolves("Kept for days\u00b9\u00b3.", 13)).containsExactly(true);
    assertThat(resolves("Kept for days\u00b3.", 2)).containsExactly(false);
    assertThat(resolves("Kept for days\u00b9\u2070.", 10)).containsExactly(true);
    assertThat(resolves("Kept for days\u00b9\u2070.", 9)).containsExactly(false);
  }

  @Test
  void withALinkAreResolvedByTheirNumberOrTheAddress() {
    assertThat(Citations.of("Kept [7](https://larkwing.test/restore).", TWO))
        .extracting(Citations.Citation::resolves)
        .containsExactly(true);
    assertThat(Citations.of("Kept [7](https://larkwing.test/other).", TWO))
        .extracting(Citations.Citation::resolves)
        .containsExactly(false);
  }

  @Test
  void inATagAreResolvedByWhatStandsInItOrByItsAttribute() {
    assertThat(resolves("Kept for days<sup>1, 3</sup>.", 2)).containsExactly(false);
    assertThat(resolves("Kept <cite>3</cite>.", 2)).containsExactly(false);
    assertThat(resolves("<cite index=\"1-7\">Kept.</cite>", 2)).containsExactly(true, true);
    assertThat(resolves("<cite index=\"2-7\">Kept.</cite>", 2)).containsExactly(false);
    assertThat(resolves("Kept <doc id=\"2\"/>.", 2)).containsExactly(true);
    assertThat(resolves("Kept <doc id=\"3\"/>.", 2)).containsExactly(false);
  }

  @Test
  void thatNameTheirSourceInTheSentenceAreItsOwn() {
    assertThat(Citations.of("According to document 2, kept.", TWO))
        .containsExactly(new Citations.Citation(13, 23, true, true));
    assertThat(Citations.of("According to document 3, kept.", TWO))
        .containsExactly(new Citations.Citation(13, 23, false, true));
    assertThat(Citations.of("Kept [1].", TWO))
        .containsExactly(new Citations.Citation(5, 8, true, false));
  }

  @Test
  void areFiveHundredAtMost() {
    assertThat(Citations.of("[1] ".repeat(499), TWO)).hasSize(499);
    assertThat(Citations.of("[1] ".repeat(600), TWO)).hasSize(500);
  }

  private static List<Boolean> resolves(String answer, int documents) {
    return Citations.of(answer, Collections.nCopies(documents, Document.getDefaultInstance()))
        .stream()
        .map(Citations.Citation::resolves)
        .toList();
  }

  private static String cited(String answer) {
    return String.join(
        " ",
        Citations.of(answer, TWO).stream().map(c -> answer.substring(c.start(), c.end())).toList());
  }
}
