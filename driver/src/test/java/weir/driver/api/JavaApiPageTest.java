package weir.driver.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class JavaApiPageTest {
  private static final Path ROOT = Path.of(System.getProperty("weir.root"));

  private static String block(String page, int number) throws IOException {
    Matcher blocks =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(ROOT.resolve(page)));
    for (int found = 0; found < number; found++) {
      assertThat(blocks.find()).as("%s has a block %d of Java", page, number).isTrue();
    }
    return squeezed(blocks.group(1));
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", " ").strip();
  }

  @Test
  void theProgramOfThePageIsTheOneThatCompiles() throws IOException {
    String source =
        "driver/src/test/java/" + JavaApiExample.class.getName().replace('.', '/') + ".java";
    String example = squeezed(Files.readString(ROOT.resolve(source)));
    assertThat(example).contains(block("docs/java-api.md", 1), block("docs/java-api.md", 2));
  }
}
