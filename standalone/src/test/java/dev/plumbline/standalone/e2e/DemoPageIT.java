package dev.plumbline.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The demo as a user starts it, its page in a real browser. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class DemoPageIT {
  private static final Pattern PAGE = Pattern.compile("page at (http://[0-9.:]+)");

  @TempDir Path dir;
  private Process demo;
  private WebDriver browser;

  @BeforeEach
  void start() throws Exception {
    demo =
        new ProcessBuilder(Installation.java("512m", "demo", "--seed", "5"))
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("demo.log").toFile())
            .start();
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--window-size=1280,1400",
        "--user-data-dir=" + dir.resolve("profile"));
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(Path.of("/usr/bin/chromedriver").toFile())
                .build(),
            options);
  }

  @AfterEach
  void stop() throws Exception {
    browser.quit();
    demo.destroy();
    assertThat(demo.waitFor(60, TimeUnit.SECONDS)).as("the demo ends when it is told to").isTrue();
  }

  @Test
  void showsTheRegressionAndTheChartBehindIt() throws Exception {
    // Given
    Awaitility.await().atMost(Duration.ofMinutes(4)).until(() -> log().contains("CAUGHT"));
    browser.get(page());
    // When
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(
            () -> browser.findElement(By.id("headline")).getText().contains("grounding got worse"));
    // Then
    assertThat(browser.findElement(By.id("headline")).getText()).contains("refunds", "v7");
    By cell =
        By.cssSelector(
            "td[data-metric='grounding'][data-model='gpt-4o-2024-08-06'][data-prompt-version='v7']");
    assertThat(browser.findElement(cell).getText())
        .contains("%", "[", "scored", "n_eff", "Wilson", "ledger", "settled");
    browser.findElement(cell).click();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(
                        Integer.parseInt(
                            browser
                                .findElement(By.cssSelector("svg[data-points]"))
                                .getDomAttribute("data-points")))
                    .isGreaterThan(5));
    byte[] picture =
        ((org.openqa.selenium.TakesScreenshot) browser).getScreenshotAs(OutputType.BYTES);
    Files.write(Path.of("target", "demo-page.png"), picture);
  }

  @Test
  void leadsFromAFailedCheckToTheEvidenceInTheTexts() throws Exception {
    // Given
    Awaitility.await().atMost(Duration.ofMinutes(4)).until(() -> log().contains("CAUGHT"));
    browser.get(page() + "/requests?metric=grounding&outcome=fail&range=all");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !browser.findElements(By.cssSelector("a[data-request]")).isEmpty());
    List<String> requests =
        browser.findElements(By.cssSelector("a[data-request]")).stream()
            .map(link -> link.getDomProperty("href"))
            .toList();
    // When: not every answer that fails has a passage that is near it
    assertThat(requests).anyMatch(this::leadsToAPassage);
    // Then
    assertThat(text(By.cssSelector("[data-text='answer'] mark[data-evidence^='answer-']")))
        .isNotBlank();
    assertThat(browser.switchTo().activeElement().getDomAttribute("data-evidence"))
        .startsWith("document-");
  }

  private boolean leadsToAPassage(String request) {
    browser.get(request);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !browser.findElements(By.cssSelector("[data-text='answer']")).isEmpty());
    By passage = By.cssSelector("button[data-key^='evidence-document-']");
    return !browser.findElements(passage).isEmpty() && click(passage);
  }

  @Test
  void theIntakePageAddsUpAndTellsWhatAClientCouldSend() throws Exception {
    // Given
    Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> log().contains("answers scored"));
    // When
    browser.get(page());
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> click(By.linkText("Intake")));
    // Then
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(text(By.id("headline"))).contains("accounted for");
              String sum = text(By.cssSelector("[data-ledger='spans']"));
              assertThat(sum).contains("in traces with an answer");
              List<Long> numbers =
                  Pattern.compile("[0-9][0-9,]*")
                      .matcher(sum)
                      .results()
                      .map(found -> Long.parseLong(found.group().replace(",", "")))
                      .toList();
              assertThat(numbers.stream().skip(1).mapToLong(n -> n).sum())
                  .isEqualTo(numbers.getFirst());
              assertThat(text(By.cssSelector("[data-service='larkwing-app']")))
                  .contains("Text arrived as events beside the spans, and was joined.");
              assertThat(text(By.cssSelector("[data-service='larkwing-site'] [data-field='user']")))
                  .contains("not sent", "set user.id on the span");
            });
    byte[] picture =
        ((org.openqa.selenium.TakesScreenshot) browser).getScreenshotAs(OutputType.BYTES);
    Files.write(Path.of("target", "intake-page.png"), picture);
  }

  private String text(By place) {
    return browser.findElement(place).getText();
  }

  private boolean click(By place) {
    browser.findElement(place).click();
    return true;
  }

  private String page() throws Exception {
    Matcher matcher = PAGE.matcher(log());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private String log() throws Exception {
    return String.join("\n", Files.readAllLines(dir.resolve("demo.log")));
  }
}
