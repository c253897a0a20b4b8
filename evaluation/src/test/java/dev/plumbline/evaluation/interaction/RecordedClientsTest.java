package dev.plumbline.evaluation.interaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Interaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What unmodified client libraries put on the wire comes out as what was really asked and said. */
class RecordedClientsTest {
  static Stream<Recording> recordings() {
    return Recording.all();
  }

  static Stream<Recording> answered() {
    return Recording.asked().filter(recording -> !recording.answeredCalls().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void findsEveryFieldThatIsOnTheWireWithItsRightValue(Recording recording) {
    List<Interaction> made = recording.interactions();
    assertThat(Carried.values())
        .filteredOn(recording::carries)
        .allSatisfy(
            field ->
                assertThat(field.isRight(recording, made))
                    .as("%s of %s", field.key(), made)
                    .isTrue());
  }

  @ParameterizedTest
  @MethodSource("answered")
  void countsEveryCallOnceHoweverManySpansTellOfIt(Recording recording) {
    List<Interaction> made = recording.interactions();
    assertThat(made).hasSizeLessThanOrEqualTo(recording.answeredCalls().size());
    assertThat(made).extracting(Interaction::getTraceId).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("answered")
  void takesNothingForAnAnswerThatTheModelDidNotSay(Recording recording) {
    Set<String> said =
        Recording.all()
            .flatMap(any -> Stream.of("answer", "refusal").flatMap(f -> any.ofAnswers(f).stream()))
            .map(JsonNode::asText)
            .collect(Collectors.toSet());
    said.add("");
    assertThat(recording.interactions()).extracting(Interaction::getAnswer).isSubsetOf(said);
  }

  @ParameterizedTest
  @MethodSource("answered")
  void tellsCaptureOffFromAnEmptyAnswer(Recording recording) {
    List<Interaction> made = recording.interactions();
    if (made.isEmpty()) {
      return;
    }
    ContentState state = made.getLast().getOutputState();
    boolean answered = !made.getLast().getAnswer().isEmpty();
    if (answered || recording.contentOn() && recording.isAbout("empty_answer")) {
      assertThat(state).isEqualTo(ContentState.FULL);
    } else {
      // Capture is off, or the client dropped the refusal: the model wrote what is not here.
      assertThat(state).isIn(ContentState.NOT_CAPTURED, ContentState.REDACTED);
    }
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void dependsNeitherOnTheOrderOfRequestsNorOnWhatComesTwice(Recording recording) {
    List<Interaction> expected = recording.interactions();
    List<String> twice = new ArrayList<>(recording.files());
    twice.addAll(recording.files());
    for (int seed = 0; seed < 3; seed++) {
      Collections.shuffle(twice, new Random(seed));
      assertThat(recording.interactions(twice)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void neverTakesAnEmbeddingForAnAnswer() {
    assertThat(Recording.all().filter(r -> r.isAbout("embed")))
        .isNotEmpty()
        .allSatisfy(recording -> assertThat(recording.interactions()).isEmpty());
  }

  @Test
  void keepsAFailedCallAsAnErrorWithoutAnswer() {
    assertThat(Recording.all().filter(r -> r.isAbout("error_429")))
        .isNotEmpty()
        .flatMap(Recording::interactions)
        .allSatisfy(
            interaction -> {
              assertThat(interaction.getErrorType()).isNotEmpty();
              assertThat(interaction.getAnswer()).isEmpty();
            });
  }
}
