package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.driver.data.Jobs.ONE_HOT;
import static weir.driver.data.Jobs.SCALE;
import static weir.driver.data.Jobs.STANDARDIZE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.UserInputException;
import weir.driver.config.ColumnKind;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.HoldOut;
import weir.driver.config.PrepareSpec;
import weir.driver.config.PrepareSpec.Impute;
import weir.driver.config.PrepareSpec.Strategy;
import weir.driver.config.TableSpec;
import weir.driver.data.prepare.FittedColumn;
import weir.driver.data.prepare.FittedColumn.CategoryColumn;
import weir.driver.data.prepare.FittedColumn.NumberColumn;
import weir.driver.data.prepare.FittedColumn.SparseColumn;
import weir.driver.data.prepare.Preparation;

/** What preparation learns, against numbers worked out by hand. */
class FittingTest {
  @TempDir Path folder;

  private Preparation fit(List<String> lines, PrepareSpec... steps) throws IOException {
    Path file = Files.write(folder.resolve("rows.csv"), lines);
    return fit(Jobs.csv(file, Jobs.table("y", true), steps));
  }

  private static Preparation fit(DataSpec spec) {
    try (PreparedData data = Jobs.load(Jobs.classes(spec, 2, 2))) {
      return data.preparation();
    }
  }

  private static Impute impute(Strategy strategy) {
    return new Impute(strategy, List.of());
  }

  private static double fill(FittedColumn column) {
    return ((NumberColumn) column).fill();
  }

  @Test
  void fillsWithTheExactMedian() throws IOException {
    List<String> lines = new ArrayList<>(List.of("odd,even,y"));
    double[] odd = {-7.5, 1e-300, 3, -0.25, 1e38};
    double[] even = {-4, -3, -2.5, 8};
    for (int i = 0; i < odd.length; i++) {
      lines.add(odd[i] + "," + (i < even.length ? even[i] : "?") + "," + i % 2);
    }
    lines.add("?,,0");
    Preparation fitted = fit(lines, impute(Strategy.MEDIAN));
    assertThat(fill(fitted.columns().get(0))).isEqualTo(1e-300);
    assertThat(fill(fitted.columns().get(1))).isEqualTo(-2.75);
  }

  @Test
  void fillsWithTheMostFrequentAndOfTiesWithTheSmallest() throws IOException {
    List<String> lines = List.of("x,t,y", "10,b,0", "9,a,1", "10,?,0", "9,b,1", "?,a,0", "11,c,1");
    Preparation fitted = fit(lines, impute(Strategy.MOST_FREQUENT), ONE_HOT);
    assertThat(fill(fitted.columns().get(0))).isEqualTo(9);
    assertThat(fitted.columns().get(1))
        .isEqualTo(new CategoryColumn("t", ColumnKind.TEXT, "a", List.of("a", "b", "c")));
  }

  @Test
  void standardizesWhatWasFilled() throws IOException {
    List<String> lines = List.of("x,c,y", "1,5,0", "3,5,1", "?,5,0", "?,5,1");
    Preparation fitted = fit(lines, impute(Strategy.MEAN), STANDARDIZE);
    assertThat(fitted.columns().get(0))
        .isEqualTo(new NumberColumn("x", 2.0, 2, Math.sqrt(2 / 4.0)));
    assertThat(fitted.columns().get(1)).isEqualTo(new NumberColumn("c", 5.0, 5, 1));
  }

  @Test
  void scalesIntoZeroToOneOnlyTheColumnsThatAreNamed() throws IOException {
    List<String> lines = List.of("x,z,y", "-2,7,0", "6,9,1");
    Preparation fitted = fit(lines, new PrepareSpec.Scale(List.of("x")));
    assertThat(fitted.columns())
        .containsExactly(new NumberColumn("x", null, -2, 8), new NumberColumn("z", null, 0, 1));
  }

  @Test
  void numbersClassesByValueAndTextsByCharacters() throws IOException {
    assertThat(fit(List.of("x,y", "1,10", "2,9", "3,-1")).classes())
        .containsExactly("-1", "9", "10");
    assertThat(fit(List.of("x,y", "1,b", "2,a10", "3,a9")).classes())
        .containsExactly("a10", "a9", "b");
  }

  @Test
  void countsAllOtherLabelsAsZeroWhereOneIsPositive() throws IOException {
    Path file = Files.write(folder.resolve("p.csv"), List.of("x,y", "1,a", "2,b", "3,c"));
    TableSpec table = Jobs.table("y", true).withPositive("b");
    Preparation fitted = fit(Jobs.csv(file, table));
    assertThat(fitted.classes()).containsExactly("not b", "b");
    assertThat(fitted.targets().get(0).indexOf("b")).isEqualTo(1);
    assertThat(fitted.targets().get(0).indexOf("c")).isZero();
  }

  @Test
  void keepsTheZerosOfSparseRows() throws IOException {
    Path file = Files.write(folder.resolve("rows.svm"), List.of("1 1:4", "-1 1:2 3:6", "1 3:3"));
    SparseColumn column =
        (SparseColumn)
            fit(Jobs.of(DataFormat.LIBSVM, file.toString(), HoldOut.NONE, SCALE)).columns().get(0);
    assertThat(column.divisor()).containsExactly(4, 1, 6);
  }

  @Test
  void survivesItsJson() throws IOException {
    List<String> lines = List.of("x,t,y", "1,b,0", "?,a,1", "4,?,0");
    Preparation fitted = fit(lines, impute(Strategy.MEAN), ONE_HOT, STANDARDIZE);
    assertThat(Preparation.ofJson(fitted.toJson())).isEqualTo(fitted);
  }

  @Test
  void numbersTooCloseForADeviationAreRefusedAndScaleIsExact() throws IOException {
    List<String> tiny = List.of("x,y", "1e-300,a", "3e-300,b", "2e-300,a");

    assertThatThrownBy(() -> fit(tiny, Jobs.STANDARDIZE))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining(
            "column x has numbers from 1.0E-300 to 3.0E-300, too close for a deviation (expected:"
                + " numbers that differ by more than 1e-153); set data.prepare to scale instead of"
                + " standardize");
    NumberColumn scaled = (NumberColumn) fit(tiny, Jobs.SCALE).columns().get(0);
    assertThat(scaled.prepared(2e-300)).isEqualTo(0.5f);
    List<String> small = List.of("x,y", "1e-150,a", "3e-150,b");
    NumberColumn standard = (NumberColumn) fit(small, Jobs.STANDARDIZE).columns().get(0);
    assertThat(standard.prepared(3e-150)).isEqualTo(1f);
  }
}
