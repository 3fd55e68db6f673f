package weir.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownTest {
  @Test
  void textsAreOneLine() {
    assertThat(Shown.quoted("say \"a\"\r\nb")).isEqualTo("\"say \"a\"\\r\\nb\"");
    assertThat(Shown.text("x".repeat(121))).isEqualTo("x".repeat(120) + "…");
  }

  @Test
  void ofManyNamesTheFirstAreTold() {
    assertThat(Shown.names(List.of("a\nb", "c"))).isEqualTo("[a\\nb, c]");
    assertThat(Shown.names(Collections.nCopies(20, "a"))).endsWith("a, a]");
    assertThat(Shown.names(Collections.nCopies(21, "a"))).endsWith("a, a, … (21 in all)]");
  }
}
