package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "required fixed_len_byte_array(2) x (FLOAT16) | FLOAT16",
        "required fixed_len_byte_array(22) x (DECIMAL(50,2)) | DECIMAL(50,2)",
        "required int32 x (TIME(MILLIS,true)) | TIME(MILLIS,true)"
      })
  void typesThatSparkDoesNotReadAreRefusedByName(String column, String type) throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType("message m { required double y; " + column + "; }");
    Path file = Files.createDirectories(folder.resolve("p")).resolve("foreign.parquet");
    ExampleParquetWriter.builder(new LocalOutputFile(file)).withType(schema).build().close();
    assertThatThrownBy(() -> Jobs.load(request()))
        .isInstanceOf(UserInputException.class)
        .hasMessage(
            "foreign.parquet has column x of type %s (expected: types that Spark reads); write the"
                + " file without it, or as double",
            type);
  }

  private void deleteAll() {
    LocalSpark.session().range(0).write().mode("overwrite").parquet(folder.resolve("p").toString());
    for (java.io.File file : folder.resolve("p").toFile().listFiles()) {
      assertThat(file.delete()).isTrue();
    }
  }
}
