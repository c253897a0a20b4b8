package dev.plumbline.standalone.traffic;

import dev.plumbline.standalone.traffic.GeneratedTrace.Thumb;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Makes traces of the assistant. Each is a function of the seed, its number and the version of the
 * prompt, so that any of them can be made again by itself.
 */
public final class TraceFactory {
  private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");
  private static final long ODD = 0x9E3779B97F4A7C15L;
  private static final List<String[]> MODELS =
      List.of(
          new String[] {"gpt-4o-mini", "gpt-4o-mini-2024-07-18"},
          new String[] {"gpt-4o", "gpt-4o-2024-08-06"});
  private static final double ON_LARGE_MODEL = 0.35;
  private static final double IN_APP = 0.3;
  private static final double NEW_REFUND_RULES = 0.8;
  private static final double SUITE_REFUNDS = 0.1;
  private static final double TOOL = 0.1;
  private static final double THUMBS = 0.08;

  /** The second turn of a conversation comes so many traces after the first. */
  private static final long APART = 200;

  private static final double ASKED_AGAIN = 0.1;
  private static final double REPHRASED = 0.15;

  private final long seed;
  private final Behaviour behaviour;
  private final List<Fact> facts = Fact.all();
  private long next;
  private long nextOffline;

  /** A factory; two with the same seed make the same traces. */
  public TraceFactory(long seed, Behaviour behaviour) {
    this.seed = seed;
    this.behaviour = behaviour;
  }

  /** The next trace of users' traffic, numbered from 0. */
  public GeneratedTrace next(String version, long endMillis) {
    return online(next++, version, endMillis);
  }

  /** The next row of the offline suite, numbered from 0. */
  public GeneratedTrace nextOffline(String version, long endMillis) {
    return offline(nextOffline++, version, endMillis);
  }

  /**
   * What users ask today: every route alike, and about refunds mostly the new rules. Every
   * conversation has two turns; some second ones ask once more, as before or in other words.
   */
  public GeneratedTrace online(long number, String version, long endMillis) {
    boolean second = Math.floorMod(number, 2 * APART) >= APART;
    long first = second ? number - APART : number;
    RandomGenerator talk = random("talk", first, "");
    String conversation = "conv-" + HexFormat.of().toHexDigits(talk.nextLong());
    double at = talk.nextDouble();
    boolean again = second && at < ASKED_AGAIN + REPHRASED;
    RandomGenerator random = random("online", again ? first : number, "");
    String topic = List.of("billing", "refunds", "setup").get(random.nextInt(3));
    boolean mostlyNew = topic.equals("refunds");
    boolean old = random.nextDouble() >= (mostlyNew ? NEW_REFUND_RULES : 0.4);
    Fact fact = fact(random, topic, old);
    List<Fact> documents = documents(random, fact);
    String question = Phrasing.question(random, fact);
    return make(
        random,
        "online",
        number,
        version,
        endMillis,
        documents,
        again && at >= ASKED_AGAIN ? Phrasing.otherwise(question, fact) : question,
        conversation);
  }

  /**
   * A row of the offline suite: the same question for every version. The suite was collected from
   * old documentation, with little about refunds.
   */
  public GeneratedTrace offline(long number, String version, long endMillis) {
    RandomGenerator random = random("offline", number, "");
    double at = random.nextDouble();
    String topic =
        at < SUITE_REFUNDS ? "refunds" : at < (1 + SUITE_REFUNDS) / 2 ? "billing" : "setup";
    Fact fact = fact(random, topic, true);
    List<Fact> documents = documents(random, fact);
    String question = Phrasing.question(random, fact);
    return make(
        random, "offline", number, version, endMillis, documents, question, "suite-" + number);
  }

  private GeneratedTrace make(
      RandomGenerator asks,
      String stream,
      long number,
      String version,
      long end,
      List<Fact> documents,
      String question,
      String conversation) {
    boolean app = asks.nextDouble() < IN_APP;
    String[] model = MODELS.get(asks.nextDouble() < ON_LARGE_MODEL ? 1 : 0);
    // The answer has its own draws: another version is not wrong on the same questions.
    RandomGenerator answers = random(stream, number, version);
    AnswerKind kind = behaviour.draw(answers, version, documents.getFirst());
    Exchange exchange =
        new Exchange(
            app ? "larkwing-app" : "larkwing-site",
            app,
            model[0],
            model[1],
            version,
            system(version),
            conversation,
            question,
            documents,
            kind,
            Phrasing.answer(answers, documents, kind, version),
            kind != AnswerKind.ERROR && answers.nextDouble() < TOOL,
            end - 800 - answers.nextInt(1500),
            end);
    ExchangeTrace trace = new ExchangeTrace(exchange, answers);
    Optional<Thumb> thumb =
        answers.nextDouble() < THUMBS
            ? Optional.of(thumb(trace, answers, kind, end))
            : Optional.empty();
    return new GeneratedTrace(trace.spans(), trace.logs(), thumb, trace.truth(thumb.isPresent()));
  }

  /** Users like what is right, and do not always notice what is wrong. */
  private static Thumb thumb(
      ExchangeTrace trace, RandomGenerator random, AnswerKind kind, long end) {
    boolean liked = random.nextDouble() < (kind == AnswerKind.GOOD ? 0.9 : 0.35);
    long at = end + 4_000 + random.nextInt(60_000);
    return new Thumb(at, trace.thumb(liked, at));
  }

  private Fact fact(RandomGenerator random, String topic, boolean old) {
    List<Fact> choice =
        facts.stream().filter(f -> f.topic().equals(topic) && f.old() == old).toList();
    return choice.get(random.nextInt(choice.size()));
  }

  private List<Fact> documents(RandomGenerator random, Fact fact) {
    List<Fact> others =
        new ArrayList<>(
            facts.stream().filter(f -> f.topic().equals(fact.topic()) && !f.equals(fact)).toList());
    Fact second = others.remove(random.nextInt(others.size()));
    return List.of(fact, second, others.get(random.nextInt(others.size())));
  }

  private static String system(String version) {
    return version.equals("v7")
        ? "You are Larkwing's support assistant. Be warm and generous. Answer from the numbered documents and cite them as [1]."
        : "You are Larkwing's support assistant. Answer from the numbered documents only and cite them as [1].";
  }

  private RandomGenerator random(String stream, long number, String version) {
    long mixed = (seed * ODD + stream.hashCode()) * ODD + version.hashCode();
    return GENERATORS.create(mixed * ODD + number);
  }
}
