package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Document;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CitedSourcesTest {
  private final CitedSources two =
      new CitedSources(
          List.of(
              document("kb-1", "Retention policy"),
              document("kb-2", "https://www.larkwing.test/restore/")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "1 | true",
        "2 | true",
        "3 | false",
        "0 | false",
        "2019 | none",
        "kb-1 | true",
        "KB-2 | true",
        "kb-3 | false",
        "ab-3 | none",
        "Retention policy | true",
        "retention | none",
        "kb-1, kb-2 | true",
        "kb-1, kb-9 | false",
        "kb-9, kb-1 | false",
        "kb-1; 2 | true",
        "1 and 2 | true",
        "1 und 3 | false",
        "1、2 | true",
        "1, x | none",
        "Source 1, x | true",
        "Source x, 1 | none",
        "1-2 | true",
        "1\u20132 | true",
        "1 ~ 2 | true",
        "2-1 | none",
        "0-9 | none",
        "1, 2-4 | false",
        "Sources 1-2 | true",
        "Sources 1-3 | false",
        "Sources 0-1 | false",
        "S1-S2 | true",
        "S1 | true",
        "d_2 | true",
        "#1 | true",
        "^2 | true",
        "^2^ | true",
        "s3 | false",
        "x1 | none",
        "p. 3 | none",
        "pp. 1-2 | none",
        "pages 1-2 | none",
        "Section 1-2 | none",
        "Sections 1\u20132 | none",
        "Fig. 1 | none",
        "Figs. 1-2 | none",
        "Abb. 1-2 | none",
        "Seiten 1-2 | none",
        "\u00a7\u00a7 1-2 | none",
        "lines 1-2 | none",
        "Step 1-2 | none",
        "1 - page 2 | none",
        "kb1-kb2 | none",
        "Document 1-Document 2 | true",
        "#1-#2 | true",
        "1, pp. 3-4 | true",
        "1, Fig. 3 | true",
        "1, \u00a7 3 | true",
        "1, \u00a7\u00a73-4 | true",
        "2, Abschnitt 12 | true",
        "Document 1, pp. 3-4 | true",
        "Document 3, pp. 1-2 | false",
        "1, s3 | false",
        "Document 1, p. 3 | true",
        "Document 1, lines 4 | true",
        "Document 3, p. 1 | false",
        "see Document 2 | true",
        "cf. 2 | true",
        "source: Retention policy | true",
        "Source 1: how long | true",
        "Source 7: how long | false",
        "7: how long | none",
        "S1: how long | true",
        "S7: how long | false",
        "see Retention policy | true",
        "Source 1.5 | none",
        "Source 12x | none",
        "\u6587\u732e1 | true",
        "ref 245 | false",
        "2\u2020source | true",
        "3\u2020source | false",
        "4:0\u2020handbook.pdf | true",
        "4:1\u2020handbook.pdf | true",
        "4:2\u2020handbook.pdf | false",
        "documentation | none",
        "citation needed | none"
      })
  void resolveWhatStandsInSquareBrackets(String inside, Boolean resolves) {
    assertThat(two.resolve(inside, true)).isEqualTo(resolves);
    assertThat(two.resolve(" " + inside + " ", true)).isEqualTo(resolves);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "1 | none",
        "3 | none",
        "1, 2 | none",
        "cf. 2 | none",
        "kb-1 | true",
        "see kb-1 | true",
        "Retention policy | none",
        "see Retention policy | none",
        "source: Retention policy | true",
        "Doc 2 | true",
        "Doc 7 | false",
        "Sources: 1, 2 | true",
        "document your work | none",
        "ref: 1 | true",
        "ref: 245 | none",
        "ref: 1, 245 | none",
        "see Documents 1 and 2 | true"
      })
  void resolveWhatStandsInRoundBracketsOnlyWhereItNamesASource(String inside, Boolean resolves) {
    assertThat(two.resolve(inside, false)).isEqualTo(resolves);
  }

  @Test
  void takeARangeOfIdsForDocuments() {
    CitedSources kb = new CitedSources(List.of(document("kb1", ""), document("kb2", "")));
    assertThat(kb.resolve("kb1-kb2", true)).isTrue();
    assertThat(kb.resolve("kb1-2", true)).isTrue();
    assertThat(kb.resolve("kb1-page2", true)).isNull();
  }

  @Test
  void takeANumberForADocumentWhoseIdItIs() {
    CitedSources seven = new CitedSources(List.of(document("7", "")));
    assertThat(seven.resolve("7", true)).isTrue();
    assertThat(seven.resolve("7", false)).isTrue();
    assertThat(seven.resolve("1", true)).isTrue();
    assertThat(seven.resolve("2", true)).isFalse();
  }

  @Test
  void countFromOneUnlessTheAnswerCountsFromZero() {
    CitedSources zero = new CitedSources(List.of(document("a", ""), document("b", "")));
    assertThat(List.of(zero.numbered(0), zero.numbered(1), zero.numbered(2), zero.numbered(3)))
        .containsExactly(false, true, true, false);
    zero.countFromZero();
    assertThat(List.of(zero.numbered(-1), zero.numbered(0), zero.numbered(1), zero.numbered(2)))
        .containsExactly(false, true, true, false);
  }

  @ParameterizedTest
  @CsvSource({
    "http://larkwing.test/restore, true",
    "https://WWW.larkwing.test/restore/#old, true",
    "https://larkwing.test/restore., true",
    "https://larkwing.test/restore/more, false",
    "https://other.test/restore, false",
    "#restore, false"
  })
  void knowTheirAddresses(String link, boolean known) {
    assertThat(two.address(link)).isEqualTo(known);
  }

  @Test
  void haveAddressesOnlyWhereADocumentHasOne() {
    assertThat(two.addressed()).isTrue();
    assertThat(new CitedSources(List.of(document("kb-1", "Retention"))).addressed()).isFalse();
  }

  private static Document document(String id, String title) {
    return Document.newBuilder().setId(id).setTitle(title).build();
  }
}
