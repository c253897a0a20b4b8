package dev.plumbline.runtime.config;

import static dev.plumbline.runtime.fixtures.ConfigFiles.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeFormTest {
  @TempDir Path dir;

  record Checks(@Nullable Map<String, JsonNode> schemas) {}

  @Test
  void readsPlainScalarsAsJsonDoesAndQuotedOnesAsText() throws Exception {
    // Given
    String yaml =
        """
        scoring:
          schemas:
            "/answer":
              type: object
              required: [a, "1"]
              maxLength: 10
              multipleOf: 0.10
              huge: 123456789012345678901234567890
              enum: [true, "true", null, ~, yes, 007, 1_000, -3, 1e3]
              pattern: "^\\\\d+$"
              default: ${NONE:7}
        """;
    // When
    Checks checks = open(dir, yaml).bind("scoring", Checks.class);
    // Then
    assertThat(checks.schemas().get("/answer").toString())
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"type": "object", "required": ["a", "1"], "maxLength": 10, "multipleOf": 0.10,
                     "huge": 123456789012345678901234567890,
                     "enum": [true, "true", null, null, "yes", "007", "1_000", -3, 1E+3],
                     "pattern": "^\\\\d+$", "default": 7}
                    """)
                .toString()
                .replace("1000.0", "1E+3")
                .replace("0.1,", "0.10,"));
  }

  @Test
  void tellsOfAVariableInsideThatIsNotSet() {
    ConfigDirectory config = open(dir, "scoring:\n  schemas:\n    a:\n      b: ${NONE}\n");
    assertThatThrownBy(() -> config.bind("scoring", Checks.class))
        .hasMessageContaining("line 4  scoring.schemas.a: found ${NONE}");
  }
}
