package dev.plumbline.judge.provider;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long an endpoint asks us to wait. */
final class RetryAfter {
  private RetryAfter() {}

  /**
   * The wait that the headers ask for: {@code retry-after-ms} (milliseconds, sent beside the other
   * by OpenAI and Azure), else {@code Retry-After} as whole seconds or as an HTTP date (RFC 9110,
   * 10.2.3). Anything else, and a date that has passed, counts as no wish.
   */
  static Optional<Duration> of(HttpHeaders headers, Instant now) {
    return headers
        .firstValue("retry-after-ms")
        .flatMap(text -> number(text).map(Duration::ofMillis))
        .or(() -> headers.firstValue("retry-after").flatMap(text -> time(text.strip(), now)));
  }

  private static Optional<Duration> time(String text, Instant now) {
    return number(text).map(Duration::ofSeconds).or(() -> untilDate(text, now));
  }

  private static Optional<Long> number(String text) {
    return Optional.of(text.strip()).filter(t -> t.matches("\\d{1,9}")).map(Long::parseLong);
  }

  private static Optional<Duration> untilDate(String text, Instant now) {
    try {
      Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(now, date)).filter(Duration::isPositive);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
