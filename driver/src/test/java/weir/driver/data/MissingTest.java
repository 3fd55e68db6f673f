package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static weir.driver.api.Columns.label;
import static weir.driver.api.DataFormats.csv;
import static weir.driver.api.DataFormats.libsvm;
import static weir.driver.api.DataFormats.parquet;
import static weir.driver.data.Tables.loaded;
import static weir.driver.data.Tables.refuses;
import static weir.driver.data.Tables.sql;
import static weir.driver.data.Tables.values;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.api.Columns;
import weir.driver.api.Data;
import weir.driver.config.PrepareSpec.Strategy;
import weir.driver.data.prepare.FittedColumn.CategoryColumn;
import weir.driver.data.prepare.FittedColumn.NumberColumn;
import weir.driver.data.prepare.FittedColumn.VectorColumn;

/** What stands for a missing value, by itself and as told, and that it is said. */
class MissingTest {
  private static final Strategy OFTEN = Strategy.MOST_FREQUENT;

  @TempDir Path folder;

  private Data file(String... lines) {
    return csv(Tables.csv(folder, "d.csv", lines)).label("label");
  }

  private static Object fill(PreparedData data, int column) {
    var fitted = data.preparation().columns().get(column);
    return fitted instanceof NumberColumn number ? number.fill() : ((CategoryColumn) fitted).fill();
  }

  @Test
  void wordsThatNoNumberIsWrittenAsAreMissingAmongNumbersAlone() {
    Data rows =
        file("a,t,label", "NA,NA,x", "nan,null,y", "?,?,x", "3,NA,y", "5,NA,x", ",,y", "N/A,u,x");
    refuses(rows.oneHot(), "d.csv line 2, column a: no value (expected: a value); add impute");
    PreparedData data = loaded(rows.impute().oneHot());
    assertThat(fill(data, 0)).isEqualTo(4.0);
    assertThat(values(data, "t")).containsExactly("NA", "null", "u");
    assertThat(data.notes())
        .containsExactly("words taken for missing values (data.missing): a (4), t (1)");
  }

  @Test
  void toldWordsAreMissingInColumnsOfAnyKindAndNoOthersAre() {
    Data rows =
        file("a,t,label", "-999.0,none,x", "3,u,y", "5,?,x", "4,none,y").missing("-999", "none");
    PreparedData data = loaded(rows.impute(OFTEN).oneHot());
    assertThat(values(data, "t")).containsExactly("?", "u");
    assertThat(data.notes())
        .containsExactly("words taken for missing values (data.missing): a (1), t (2)");
    assertThat(fill(data, 0)).isEqualTo(3.0);
    refuses(
        file("a,label", "NA,x", "3,y", "4,x", "5,y").missing("-").impute(),
        "d.csv line 2, column a: \"NA\" (expected: a number");
    assertThat(loaded(file("a,label", "NA,x", "3,y").missing().texts("a").oneHot()).width())
        .isEqualTo(2);
  }

  @Test
  void typedColumnsHaveNoneButNullsUnlessTold() {
    Dataset<Row> rows =
        sql(
            "SELECT * FROM VALUES ('NA', 3D, 1, 'x'), (null, null, 2, 'y'), ('', 5D, null, 'x'),"
                + " ('?', double('NaN'), -9, 'y') AS t(t, d, n, label)");
    String stored = Tables.parquet(folder, "typed", rows);
    refuses(
        parquet(stored).label("label").impute().oneHot(),
        " row 4, column d: NaN (expected: a number, or null for a missing one; data.missing: [NaN]");
    Data told = parquet(stored).label("label").missing("NaN", "?", "-9").impute(OFTEN).oneHot();
    PreparedData data = loaded(told);
    assertThat(values(data, "t")).containsExactly("NA");
    assertThat(fill(data, 1)).isEqualTo(3.0);
    assertThat(fill(data, 2)).isEqualTo(1.0);
    assertThat(
            loaded(rows, label("label").missing("NaN", "?", "-9").impute(OFTEN).oneHot())
                .preparation())
        .isEqualTo(data.preparation());
    assertThat(data.notes())
        .containsExactly("words taken for missing values (data.missing): d (1), n (1), t (1)");
  }

  @Test
  void aNumberMayBeTheWordInArraysToo() {
    Dataset<Row> rows = sql("SELECT array(1d, if(id = 2, -9, id)) v, id % 2 label FROM range(4)");
    Columns columns = label("label").missing("-9");
    refuses(rows, columns, "column v: no value at position 1 (expected: a value); add impute");
    PreparedData data = loaded(rows, columns.impute());
    assertThat(((VectorColumn) data.preparation().columns().get(0)).fill())
        .containsExactly(1, 4 / 3.0);
    assertThat(data.notes())
        .containsExactly("words taken for missing values (data.missing): v (1)");
    Dataset<Row> vectors = rows.withColumn("v", functions.array_to_vector(rows.col("v")));
    assertThat(loaded(vectors, columns.impute()).preparation().toJson())
        .isEqualTo(data.preparation().toJson());
    Dataset<Row> longs = sql("SELECT id + 9007199254740992 n, id % 2 label FROM range(4)");
    assertThat(
            loaded(longs, label("label").missing("9007199254740993").impute().oneHot("n")).width())
        .isEqualTo(3);
  }

  @Test
  void aNumberMayBeTheWordInVectorsToo() {
    Dataset<Row> narrow = vectors(2, new double[][] {{1, -9}, {3, 0}, {0, 5}, {4, 1}});
    Columns columns = label("label").missing("-9");
    refuses(narrow, columns, "column v: no value at position 1 (expected: a value); add impute");
    assertThat(filled(narrow, columns)).containsExactly(2, 2);
    assertThat(filled(narrow, label("label").missing("0"))).containsExactly(8 / 3.0, -1);
    Dataset<Row> wide = vectors(600, new double[][] {{1, -9}, {3, 0}, {0, 5}, {4, 1}});
    refuses(wide, columns.impute(), "column v: the missing value -9 at position 599 (expected: a");
    refuses(wide, label("label").missing("0").impute(), "column v: the missing value 0 (expected");
    assertThat(loaded(wide, label("label").missing("9")).width()).isEqualTo(600);
  }

  @Test
  void arraysWithoutNumbersAreRefused() {
    Dataset<Row> rows = sql("SELECT id % 2 label, cast(array() AS array<double>) v FROM range(4)");
    refuses(rows, label("label"), "column v holds no number in its first row (expected: >= 1)");
  }

  /** Sparse ones, of a first and a last number. */
  private static Dataset<Row> vectors(int width, double[][] ends) {
    List<Row> rows = new ArrayList<>();
    for (double[] pair : ends) {
      Vector sparse = Vectors.sparse(width, new int[] {0, width - 1}, pair);
      rows.add(RowFactory.create(1 + rows.size() % 2, sparse));
    }
    StructType type =
        new StructType().add("label", DataTypes.IntegerType).add("v", SQLDataTypes.VectorType());
    return Tables.SPARK.createDataFrame(rows, type).coalesce(1);
  }

  private static double[] filled(Dataset<Row> rows, Columns columns) {
    PreparedData data = loaded(rows, columns.impute());
    return ((VectorColumn) data.preparation().columns().get(0)).fill();
  }

  @Test
  void theyAreRefusedInLibsvmButForLabels() {
    String rows = Tables.file(folder, "d.svm", "1 1:2 3:-9.0\n0 2:1\n-9 1:1\n1 3:5\n");
    Data told = libsvm(rows).missing("-9");
    refuses(told, "d.svm line 1 has the missing value -9 at index 3 (expected: a number");
    refuses(
        told.skipBadRows(),
        "d.svm line 3, column label: no value (expected: a label in every row)");
    assertThat(loaded(told.skipBadRows().dropUnlabelled()).counts().training()).isEqualTo(2);
  }

  @Test
  void wordsMayBeWrittenAsTheNumbersOfTheFileAre() {
    for (String word : List.of("-999,5", "-999.5", "-9.995e2")) {
      Data rows = file("a;label", "-999,50;x", "3;y", "4,5;x", "4,5;y").separator(';');
      PreparedData data = loaded(rows.decimal(',').missing(word).impute(OFTEN));
      assertThat(fill(data, 0)).as(word).isEqualTo(4.5);
      assertThat(data.notes())
          .containsExactly("words taken for missing values (data.missing): a (1)");
    }
  }

  @Test
  void aLabelIsNeverFilled() {
    refuses(
        file("a,label", "1,1", "2,NA", "3,0").impute(),
        "d.csv line 3, column label: no value (expected: a label in every row)");
    Dataset<Row> rows = sql("SELECT id a, if(id = 1, null, id % 2) label FROM range(4)");
    refuses(rows, label("label").impute(), "column label: no value");
    assertThat(loaded(rows, label("label").dropUnlabelled()).counts().training()).isEqualTo(3);
  }

  @Test
  void aTestFileHasTheSameWords() {
    Data rows = file("a,label", "1,x", "3,y").impute();
    String test = Tables.csv(folder, "test.csv", "a,label", "NA,x", "-,y");
    refuses(rows.test(test), "test.csv line 3, column a: \"-\" (expected: a number)");
    PreparedData data = loaded(rows.missing("NA", "-").test(test));
    assertThat(data.counts().test()).isEqualTo(2);
    assertThat(data.notes())
        .isEqualTo(List.of("words taken for missing values (data.missing): a (2)"));
  }
}
