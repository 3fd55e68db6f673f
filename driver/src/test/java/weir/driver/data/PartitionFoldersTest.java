package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static weir.driver.api.DataFormats.csv;
import static weir.driver.api.DataFormats.parquet;
import static weir.driver.data.Tables.SPARK;
import static weir.driver.data.Tables.loaded;
import static weir.driver.data.Tables.names;
import static weir.driver.data.Tables.refuses;
import static weir.driver.data.Tables.sql;
import static weir.driver.data.Tables.values;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.api.Data;
import weir.driver.api.ReadyModel;
import weir.driver.config.DataFormat;

/** Folders such as {@code country=DE} are columns, as Spark and Hive write them. */
class PartitionFoldersTest {
  private static final List<String> CITIES =
      List.of("01", "50%", "Köln", "New York", "a/b:c=d", "x+y");

  @TempDir Path folder;

  /** As Spark writes them: a folder a city, one of them null. */
  private Dataset<Row> rows() {
    return sql(
        "SELECT double(id) a, array('01', '50%', 'Köln', 'New York', 'a/b:c=d', 'x+y',"
            + " string(null))[id % 7] city, if(id % 2 = 0, 'yes', 'no') label FROM range(28)");
  }

  private String written(String format) {
    String path = folder.resolve(format).toString();
    rows()
        .repartition(2)
        .write()
        .format(format)
        .option("header", true)
        .partitionBy("city")
        .save(path);
    return path;
  }

  @Test
  void aFolderIsAFeature() {
    for (String format : List.of("csv", "parquet")) {
      String path = written(format);
      Data data = (format.equals("csv") ? csv(path) : parquet(path)).label("label");
      refuses(data.oneHot(), "column city: no value", "add impute");
      PreparedData filled = loaded(data.impute().oneHot());
      assertThat(names(filled)).as(format).containsExactly("a", "city");
      assertThat(values(filled, "city")).isEqualTo(CITIES);
      assertThat(filled.counts().training()).isEqualTo(28);
      assertThat(names(loaded(data.features("city").impute().oneHot()))).containsExactly("city");
      ReadyModel model = Tables.train(Tables.classes(2), data.impute().oneHot());
      Dataset<Row> predicted =
          model.predict(SPARK, DataFormat.valueOf(format.toUpperCase(Locale.ROOT)), path);
      assertThat(Tables.column(predicted, "city"))
          .containsExactlyInAnyOrderElementsOf(Tables.column(rows(), "city"));
    }
  }

  @Test
  void aFolderIsALabel() {
    for (String format : List.of("csv", "parquet")) {
      String path = written(format);
      Data data = (format.equals("csv") ? csv(path) : parquet(path)).label("city").features("a");
      refuses(data, "column city: no value (expected: a label in every row)");
      PreparedData some = loaded(data.dropUnlabelled());
      assertThat(some.preparation().classes()).containsExactlyInAnyOrderElementsOf(CITIES);
      assertThat(some.counts().training()).isEqualTo(24);
      assertThat(some.notes().get(0)).startsWith("4 rows left out: part-").contains(": no label");
    }
  }

  @Test
  void numbersInNamesAreNumbersButForCodes() {
    for (String year : List.of("2023", "2024")) {
      for (String code : List.of("01", "12")) {
        Tables.csv(folder, "t/year=" + year + "/code=" + code + "/d.csv", "a,label", "1,x", "2,y");
      }
    }
    Data data = csv(folder.resolve("t").toString()).label("label").oneHot();
    PreparedData loaded = loaded(data.test(folder.resolve("t").toString()));
    assertThat(names(loaded)).containsExactly("a", "year", "code");
    assertThat(values(loaded, "code")).containsExactly("01", "12");
    assertThat(loaded.width()).isEqualTo(4);
    assertThat(values(loaded(data.oneHot("year")), "year")).containsExactly("2023", "2024");
    assertThat(values(loaded(data.texts("year")), "year")).containsExactly("2023", "2024");
    refuses(data.test(folder.resolve("t/year=2024").toString()), "year");
    Data stored = csv(folder.resolve("t/*/code=*/*.csv").toString()).label("label").oneHot();
    assertThat(names(loaded(stored))).containsExactly("a", "year", "code");
    assertThat(names(loaded(csv(folder.resolve("t/year=2023/code=12").toString()).label("label"))))
        .containsExactly("a");
  }

  @Test
  void typedFilesHaveTheSameKinds() {
    String path = folder.resolve("t").toString();
    sql("SELECT id % 2 label, double(id) a, 2020 + id % 3 year, '0' || id % 2 code FROM range(12)")
        .write()
        .partitionBy("year", "code")
        .parquet(path);
    PreparedData loaded = loaded(parquet(path).label("label").oneHot());
    assertThat(names(loaded)).containsExactly("a", "year", "code");
    assertThat(values(loaded, "code")).containsExactly("00", "01");
    assertThat(loaded.width()).isEqualTo(4);
  }

  @Test
  void foldersOfOtherColumnsAreRefused() {
    Tables.csv(folder, "m/x=1/d.csv", "a,label", "1,x", "2,y");
    Tables.csv(folder, "m/y=1/d.csv", "a,label", "1,x", "2,y");
    refuses(
        csv(folder.resolve("m").toString()).label("label"), "lies in folders of the columns [y]");
    Tables.csv(folder, "n/a=1/d.csv", "a,label", "1,x", "2,y");
    refuses(csv(folder.resolve("n").toString()).label("label"), "column a", "a=");
    String path = folder.resolve("o/a=1").toString();
    sql("SELECT id a, id % 2 label FROM range(4)").write().parquet(path);
    refuses(parquet(folder.resolve("o").toString()).label("label"), "column a", "a=");
  }
}
