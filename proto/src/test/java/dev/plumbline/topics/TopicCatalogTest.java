package dev.plumbline.topics;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Label;
import dev.plumbline.v1.OfflineResult;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.SpanLedger;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TopicCatalogTest {

  @Test
  void listsEveryDeclaredTopicOnce() throws Exception {
    List<Object> declared =
        Arrays.stream(TopicCatalog.class.getFields())
            .filter(f -> Modifier.isStatic(f.getModifiers()) && f.getType() == TopicSpec.class)
            .map(
                f -> {
                  try {
                    return f.get(null);
                  } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                  }
                })
            .toList();
    assertThat(TopicCatalog.ALL)
        .containsExactlyElementsOf(declared.stream().map(TopicSpec.class::cast).toList());
    assertThat(TopicCatalog.ALL).extracting(TopicSpec::baseName).doesNotHaveDuplicates();
  }

  @Test
  void namesOnlyMessagesThatExist() {
    Set<String> known =
        Stream.of(
                Interaction.getDescriptor().getFile(),
                Decision.getDescriptor().getFile(),
                Score.getDescriptor().getFile(),
                JudgeRequest.getDescriptor().getFile(),
                Signal.getDescriptor().getFile(),
                Label.getDescriptor().getFile(),
                SliWindow.getDescriptor().getFile(),
                Plan.getDescriptor().getFile(),
                OfflineResult.getDescriptor().getFile(),
                SpanLedger.getDescriptor().getFile())
            .flatMap(file -> file.getMessageTypes().stream())
            .map(Descriptors.Descriptor::getFullName)
            .collect(Collectors.toSet());
    assertThat(TopicCatalog.ALL)
        .extracting(TopicSpec::value)
        .filteredOn(value -> value.startsWith("plumbline."))
        .isSubsetOf(known);
  }

  @Test
  void stampsEveryTopicWithTheBrokersTime() {
    assertThat(TopicCatalog.ALL)
        .allSatisfy(
            t -> assertThat(t.config()).containsEntry("message.timestamp.type", "LogAppendTime"));
  }

  @Test
  void keepsTheCollectorsNamesWhateverThePrefix() {
    assertThat(TopicCatalog.OTLP_SPANS.name("acme.")).isEqualTo("otlp_spans");
    assertThat(TopicCatalog.SCORES.name("acme.")).isEqualTo("acme.scores.v1");
  }
}
