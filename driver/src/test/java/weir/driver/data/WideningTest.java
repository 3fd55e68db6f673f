package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.HoldOut;
import weir.driver.config.ImageSpec;
import weir.driver.config.PrepareSpec;
import weir.driver.config.SeriesSpec;

/** Parquet files whose columns are wider in some than in others. */
class WideningTest {
  @TempDir Path folder;

  private void write(String columns, long from, long to) {
    Dataset<Row> rows = LocalSpark.session().range(from, to, 1, 1).selectExpr(columns.split(";"));
    rows.write().mode("append").parquet(folder.resolve("p").toString());
  }

  private DataRequest request(PrepareSpec... steps) {
    return Jobs.classes(
        new DataSpec(
            DataFormat.PARQUET,
            List.of(folder.resolve("p").toString()),
            HoldOut.NONE,
            HoldOut.NONE,
            Jobs.table("y", true),
            ImageSpec.AS_FOUND,
            List.of(steps),
            SeriesSpec.NONE),
        2,
        1);
  }

  private List<Object> bits() {
    try (PreparedData data = Jobs.load(request(Jobs.IMPUTE, Jobs.STANDARDIZE))) {
      return Jobs.bits(data.training());
    }
  }

  @Test
  void numbersAreAsWideAsInTheWidestFile() {
    write("double(id) x;decimal(id) d;id % 3 y", 0, 90);
    List<Object> expected = bits();
    deleteAll();
    write("int(id) x;tinyint(id) d;int(id % 3) y", 0, 30);
    write("decimal(id) d;id % 3 y;id x", 30, 60);
    write("double(id) x;id d;smallint(id % 3) y", 60, 90);
    assertThat(bits()).isEqualTo(expected);
  }

  @Test
  void columnsThatAFileLacksAreMissingInIt() {
    write("id x;id d;id % 3 y", 0, 30);
    write("id x;id % 3 y", 30, 60);
    assertThatThrownBy(() -> Jobs.load(request()))
        .isInstanceOf(UserInputException.class)
        .hasMessageContainingAll("parquet row 1, column d: no value");
  }

  @Test
  void typesThatDoNotWidenAreRefused() {
    write("id x;id % 3 y", 0, 30);
    write("string(id) x;id % 3 y", 30, 60);
    assertThatThrownBy(() -> Jobs.load(request()))
        .isInstanceOf(UserInputException.class)
        .hasMessageContainingAll("column x of type", "write the files with one type");
  }

  private void deleteAll() {
    LocalSpark.session().range(0).write().mode("overwrite").parquet(folder.resolve("p").toString());
    for (java.io.File file : folder.resolve("p").toFile().listFiles()) {
      assertThat(file.delete()).isTrue();
    }
  }
}
