package dev.plumbline.judge;

import dev.plumbline.judge.provider.OpenAiClient;
import dev.plumbline.judge.rubric.JudgePrompt;
import dev.plumbline.judge.rubric.Rubric;
import dev.plumbline.judge.work.Judging;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.config.ConfigException;
import dev.plumbline.v1.JudgeRequest;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every judge with every rubric that a request can name; rubrics are read when first named. */
final class Judges implements Function<JudgeRequest, Optional<Judging>> {
  private final ConfigDirectory config;
  private final Map<String, JudgeSettings> settings;
  private final JudgeLimits limits;
  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Optional<Judging>> made = new ConcurrentHashMap<>();

  Judges(ConfigDirectory config, JudgeConfig judge) {
    this.config = config;
    this.settings = judge.judges().stream().collect(Collectors.toMap(JudgeSettings::id, s -> s));
    this.limits = judge.limits();
  }

  @Override
  public Optional<Judging> apply(JudgeRequest request) {
    String rubric = request.getEvaluator().getId();
    String version = request.getEvaluator().getVersion();
    return made.computeIfAbsent(
        request.getJudgeId() + "|" + rubric + "@" + version,
        key -> make(request.getJudgeId(), rubric, version));
  }

  private Optional<Judging> make(String judgeId, String rubricId, String version) {
    JudgeSettings judge = settings.get(judgeId);
    if (judge == null || !rubricId.matches("[a-z0-9-]{1,64}")) {
      return Optional.empty();
    }
    Rubric rubric;
    try {
      rubric = Rubric.parse(config.read("rubrics/" + rubricId + ".yaml"));
    } catch (IllegalArgumentException | ConfigException e) {
      return Optional.empty();
    }
    if (!rubric.version().equals(version)) {
      return Optional.empty();
    }
    return Optional.of(
        new Judging(
            judge,
            new JudgePrompt(rubric),
            new OpenAiClient(judge, key(judge), http),
            limits,
            Clock.systemUTC(),
            Thread::sleep,
            this::boundary,
            random::nextDouble));
  }

  private String boundary() {
    byte[] token = new byte[16];
    random.nextBytes(token);
    return HexFormat.of().formatHex(token);
  }

  private static @Nullable String key(JudgeSettings judge) {
    if (judge.apiKeyFile().isEmpty()) {
      return null;
    }
    try {
      return Files.readString(Path.of(judge.apiKeyFile())).strip();
    } catch (IOException e) {
      throw new ConfigException(
          judge.apiKeyFile(), List.of("judge " + judge.id() + ": the key file cannot be read"));
    }
  }
}
