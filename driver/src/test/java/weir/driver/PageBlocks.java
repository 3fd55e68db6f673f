package weir.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Programs of pages and of test sources, with all white space as one blank. */
public final class PageBlocks {
  private static final Path ROOT = Path.of(System.getProperty("weir.root"));

  private PageBlocks() {}

  /** Block {@code number}, from 1, of Java in a page. */
  public static String java(String page, int number) throws IOException {
    Matcher blocks =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(ROOT.resolve(page)));
    for (int found = 0; found < number; found++) {
      assertThat(blocks.find()).as("%s has a block %d of Java", page, number).isTrue();
    }
    return squeezed(blocks.group(1));
  }

  /** The source of a test class. */
  public static String source(Class<?> type) throws IOException {
    String path = "driver/src/test/java/" + type.getName().replace('.', '/') + ".java";
    return squeezed(Files.readString(ROOT.resolve(path)));
  }

  private static String squeezed(String code) {
    return code.replaceAll("\\s+", " ").strip();
  }
}
