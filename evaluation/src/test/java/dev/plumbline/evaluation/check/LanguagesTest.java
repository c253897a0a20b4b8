package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en|The invoice is in the mail and you can pay it from your account.",
        "de|Die Rechnung ist in der Post, und wir sind für Fragen da.",
        "fr|La facture est dans le courrier et vous pouvez la payer avec une carte.",
        "es|La factura está en el correo y se puede pagar con una tarjeta.",
        "pt|A fatura está no correio e você não precisa de uma senha para pagar.",
        "it|La fattura è nel sistema e il pagamento si fa con una carta.",
        "nl|De rekening is op de post en u kunt het met een kaart betalen.",
        "ja|請求書はメールで届きます。",
        "zh|发票已通过邮件发送。",
        "ko|청구서는 메일로 발송됩니다.",
        "ru|Счёт отправлен по почте.",
        "ar|تم إرسال الفاتورة بالبريد.",
        "zh|发票编号是 INV-7。"
      })
  void areToldByScriptAndCommonWords(String language, String text) {
    assertThat(Languages.of(text)).contains(language);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "12, 34!",
        "Invoice INV-7",
        "the invoice and",
        "The invoice is the same and is paid; die Rechnung ist die gleiche und der Rest.",
        "Use `git rebase main` 请 now and again"
      })
  void areNotToldWhenTooLittleSpeaksForOne(String text) {
    assertThat(Languages.of(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ja, 3041",
    "ja, 30ff",
    "zh, 4e00",
    "zh, 9fff",
    "ko, ac00",
    "ko, d7a3",
    "ru, 0400",
    "ru, 04ff",
    "ar, 0620",
    "ar, 06ff"
  })
  void areToldByEveryLetterOfTheirScript(String language, String letter) {
    String text = Character.toString(Integer.parseInt(letter, 16)).repeat(3);
    assertThat(Languages.of(text)).contains(language);
  }

  @ParameterizedTest
  @CsvSource({
    "zh, \u4f60\u597d, \u8bf7",
    "ja, \u3042\u3044, \u3046",
    "ko, \uac00\ub098, \ub2e4",
    "ru, \u0434\u0430, \u043d",
    "ar, \u0628\u062a, \u062b"
  })
  void areToldByAScriptThatHasMoreThanAThirdOfTheLetters(String language, String two, String one) {
    assertThat(Languages.of(two + " x-ray")).isEmpty();
    assertThat(Languages.of(two + one + " x-ray")).contains(language);
    assertThat(Languages.of(two + one + " x-ray 1234567")).contains(language);
  }

  @Test
  void areJapaneseWhereMoreThanATenthOfTheHanLettersIsJoinedByKana() {
    String ten = "\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341";
    assertThat(Languages.of(ten + "\u306e")).contains("zh");
    assertThat(Languages.of(ten + "\u306e\u306f")).contains("ja");
  }

  @Test
  void areNotToldByMarksOfAScriptAlone() {
    assertThat(Languages.of("\u30fb\u30fb\u30fb")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the of|",
        "the of and|en",
        "the of and, der und|en",
        "the of and that, der und ist|",
        "the of and, der und ist nicht|",
        "the of and that, der, les est vous|",
        "der und, het wij kunt|nl",
        "der und ist, het wij kunt|",
        "The1of(AND)|en",
        "them offer sand|"
      })
  void areToldByThreeCommonWordsAndHalfAsManyAgainAsOfAnyOther(String text, String language) {
    assertThat(Languages.of(text)).isEqualTo(Optional.ofNullable(language));
  }

  @Test
  void areToldByTheBeginning() {
    String english = "The invoice is in the mail and you can pay it. ".repeat(50);
    assertThat(Languages.of(english + "Die Rechnung ist in der Post. ".repeat(500))).contains("en");
  }

  @Test
  void areAllOnTheList() {
    assertThat(Languages.known()).hasSize(12).contains("en", "ar", "nl");
  }
}
