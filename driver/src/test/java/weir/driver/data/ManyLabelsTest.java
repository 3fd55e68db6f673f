package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.driver.api.DataFormats.csv;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.UserInputException;
import weir.driver.api.Data;

/** Of 100,000 labels a message shows a few. */
class ManyLabelsTest {
  private static final int LABELS = 100_000;

  /** What 20 names take, and the words around them. */
  private static final int LINE = 500;

  @TempDir Path folder;

  private String file(String name, IntStream labels) {
    String lines = labels.mapToObj(i -> i % 7 + ",n" + i).collect(Collectors.joining("\n"));
    return Tables.file(folder, name, "a,label\n" + lines + "\n");
  }

  private Data all() {
    return csv(file("all.csv", IntStream.range(0, LABELS))).label("label");
  }

  private static void assertShort(Throwable refused, String... parts) {
    assertThat(refused).isInstanceOf(UserInputException.class).hasMessageContainingAll(parts);
    assertThat(refused.getMessage()).hasSizeLessThan(LINE).doesNotContain("\n");
  }

  @Test
  void anUnseenLabelOfTestOrValidationRowsIsNamed() {
    String rows = file("other.csv", IntStream.of(5, 123_456));
    String[] parts = {"other.csv", "\"n123456\"", "is no class of the training rows", "… (100000"};
    assertThatThrownBy(() -> Tables.loaded(all().test(rows)))
        .satisfies(refused -> assertShort(refused, parts));
    assertThatThrownBy(() -> Tables.loaded(all().validation(rows)))
        .satisfies(refused -> assertShort(refused, parts));
  }

  @Test
  void aPositiveThatIsNoLabelAndOutputsThatAreNotTheClassesShowAFew() {
    assertThatThrownBy(() -> Tables.loaded(all().positive("yes")))
        .satisfies(
            refused -> assertShort(refused, "data.positive=yes is no label", "… (100000 in all)"));
    assertThatThrownBy(() -> Tables.train(Tables.classes(3), all()))
        .satisfies(
            refused ->
                assertShort(refused, "has 100000 classes", "… (100000 in all)", "3 outputs"));
  }
}
