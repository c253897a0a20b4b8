package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

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
