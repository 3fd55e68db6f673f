package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.driver.data.Jobs.IMPUTE;
import static weir.driver.data.Jobs.ONE_HOT;
import static weir.driver.data.Jobs.STANDARDIZE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.HoldOut;
import weir.driver.config.ImageSpec;
import weir.driver.config.PrepareSpec;
import weir.driver.config.TableSpec;
import weir.driver.data.predict.PredictionBlock;
import weir.driver.data.predict.PredictionInput;
import weir.driver.data.prepare.Preparation;
import weir.tensor.Shape;

class PredictionTest {
  @TempDir Path folder;

  private Path write(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  private DataSpec rows(PrepareSpec... steps) throws IOException {
    Path file = write("train.csv", "x,town,y", "1,Rome,a", "3,Oslo,b", "1,Rome,a", "3,Oslo,b");
    return Jobs.csv(file, Jobs.table("y", true), steps);
  }

  private Preparation fitted(PrepareSpec... steps) throws IOException {
    try (PreparedData data = Jobs.load(Jobs.classes(rows(steps), 1, 1))) {
      return Preparation.ofJson(data.preparation().toJson());
    }
  }

  private static PredictionInput input(Path file, Preparation preparation) {
    return new PredictionInput(
        LocalSpark.session(),
        new InputFiles(
            DataFormat.CSV, List.of(file.toString()), TableSpec.DEFAULT, ImageSpec.AS_FOUND),
        new Shape(preparation.width()),
        preparation,
        null);
  }

  @Test
  void preparesAsInTrainingAndKeepsTheOriginals() throws IOException {
    Path file = write("new.csv", "id,town,x", "7,Oslo,5", "8,Bern,1", "9,Rome,?");
    PredictionInput input = input(file, fitted(ONE_HOT, IMPUTE, STANDARDIZE));
    assertThat(input.columns().fieldNames()).containsExactly("id", "town", "x");
    List<PredictionBlock> blocks = input.blocks().collect();
    assertThat(blocks).hasSize(1);
    assertThat(blocks.get(0).originals())
        .containsExactly(
            RowFactory.create("7", "Oslo", "5"),
            RowFactory.create("8", "Bern", "1"),
            RowFactory.create("9", "Rome", "?"));
    // x: mean 2, deviation 1; town: Oslo, Rome; Bern was never seen.
    assertThat(blocks.get(0).rows().values()).containsExactly(3, 1, 0, -1, 0, 0, 0, 0, 1);
  }

  @Test
  void readsFilesWithoutALineOfNames() throws IOException {
    TableSpec unnamed = TableSpec.DEFAULT.withColumns(List.of("id", "town", "x"));
    PredictionInput input =
        new PredictionInput(
            LocalSpark.session(),
            new InputFiles(
                DataFormat.CSV,
                List.of(write("unnamed.csv", "7,Oslo,5", "8,Rome,1").toString()),
                unnamed,
                ImageSpec.AS_FOUND),
            new Shape(3),
            fitted(ONE_HOT, IMPUTE, STANDARDIZE),
            null);
    assertThat(input.columns().fieldNames()).containsExactly("id", "town", "x");
    assertThat(input.blocks().collect().get(0).rows().rows()).isEqualTo(2);
  }

  @Test
  void refusesAMissingColumn() throws IOException {
    Preparation preparation = fitted(ONE_HOT);
    Path file = write("less.csv", "x", "1");
    assertThatThrownBy(() -> input(file, preparation))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("no column town");
  }

  @Test
  void refusesATextThatShouldBeANumber() throws IOException {
    PredictionInput input =
        input(write("text.csv", "x,town", "1,Rome", "old,Rome"), fitted(ONE_HOT, IMPUTE));
    assertThatThrownBy(() -> input.blocks().collect())
        .satisfies(
            failure ->
                assertThat(input.explain((Exception) failure))
                    .isInstanceOf(UserInputException.class)
                    .hasMessageContaining("text.csv line 3, column x: \"old\""));
  }

  @Test
  void numbersRowsOfFormatsWithoutNames() {
    DataSpec digits = Jobs.of(DataFormat.DIGITS, "digits:50", HoldOut.NONE, Jobs.SCALE);
    Preparation preparation;
    try (PreparedData data = Jobs.load(Jobs.classes(digits, 1, 1))) {
      preparation = data.preparation();
    }
    PredictionInput input =
        new PredictionInput(
            LocalSpark.session(),
            new InputFiles(
                DataFormat.DIGITS,
                List.of("digits:2100?seed=2", "digits:100?seed=3"),
                TableSpec.DEFAULT,
                ImageSpec.AS_FOUND),
            new Shape(28, 28, 1),
            preparation,
            null);
    assertThat(input.columns().fieldNames()).containsExactly("row", "label");
    List<Long> numbers =
        input
            .blocks()
            .flatMap(block -> block.originals().stream().map(row -> row.getLong(0)).iterator())
            .collect();
    assertThat(numbers).hasSize(2200).isSorted().startsWith(0L, 1L).endsWith(2198L, 2199L);
  }

  @Test
  void loadsTheVeryTestRowsOfTheTrainingAgain() {
    DataSpec digits = Jobs.of(DataFormat.DIGITS, "digits:400", HoldOut.of(0.25), Jobs.SCALE);
    try (PreparedData data = Jobs.load(Jobs.classes(digits, 2, 2));
        PreparedData again =
            new DataLoader(LocalSpark.session(), Jobs.classes(digits, 2, 2))
                .loadTest(data.preparation(), data.input())) {
      assertThat(data.counts().test()).isBetween(70L, 130L);
      assertThat(Jobs.bits(again.test())).isEqualTo(Jobs.bits(data.test()));
      assertThat(again.counts().training()).isZero();
    }
  }
}
