package weir.driver.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.PageBlocks;

class JavaApiPageTest {
  private static final String PAGE = "docs/java-api.md";

  @Test
  void theProgramOfThePageIsTheOneThatCompiles() throws Exception {
    String example = PageBlocks.source(JavaApiExample.class);
    assertThat(example).contains(PageBlocks.java(PAGE, 1), PageBlocks.java(PAGE, 2));
  }

  @Test
  void theProgramOnADataFrameRuns(@TempDir Path folder) throws Exception {
    String example = PageBlocks.source(JavaFrameExample.class);
    assertThat(example).contains(PageBlocks.java(PAGE, 3), PageBlocks.java(PAGE, 4));
    String file = folder.resolve("flats.csv").toUri().toString();
    LocalSpark.session()
        .range(200)
        .selectExpr("concat('s', id % 9) street", "20 + id % 80 area", "1 + id % 4 rooms")
        .selectExpr("*", "10.5 * area + 20 * rooms rent")
        .write()
        .option("header", true)
        .csv(file);
    JavaFrameExample.main(new String[] {file});
  }
}
