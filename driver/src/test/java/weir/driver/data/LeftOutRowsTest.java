package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.driver.api.Columns.label;
import static weir.driver.api.DataFormats.csv;
import static weir.driver.api.DataFormats.libsvm;
import static weir.driver.api.DataFormats.parquet;
import static weir.driver.data.Tables.SHORT;
import static weir.driver.data.Tables.SPARK;
import static weir.driver.data.Tables.loaded;
import static weir.driver.data.Tables.refuses;
import static weir.driver.data.Tables.sql;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.UserInputException;
import weir.driver.api.Data;
import weir.driver.api.ReadyModel;
import weir.driver.config.DataFormat;
import weir.driver.config.RowOrder;
import weir.driver.evaluate.ModelEvaluator;
import weir.driver.evaluate.Predictor;
import weir.driver.files.Location;

/** Rows that a run leaves out are counted, and the first of them are told with their places. */
class LeftOutRowsTest {
  private static final String[] ROWS = {
    "a,label", "1,x", "2,", "3,y", "4,", "5,x", ",y", "six,y", "7,x,z", "8,\"y\"x", "9,x"
  };

  @TempDir Path folder;

  private Data file() {
    return csv(Tables.csv(folder, "d.csv", ROWS)).label("label").numbers("a");
  }

  @Test
  void rowsWithoutALabelAreDropped() {
    String rows =
        Tables.csv(folder, "u.csv", "a,label", "1,x", "2,", "3,y", "4,?", "5,x", "6,", "7,");
    Data data = csv(rows).label("label");
    refuses(data, "u.csv line 3, column label: no value");
    PreparedData dropped = loaded(data.dropUnlabelled().test(rows));
    assertThat(dropped.counts()).isEqualTo(new PreparedData.RowCounts(3, 0, 3));
    assertThat(dropped.notes())
        .containsExactly(
            "words taken for missing values (data.missing): label (2)",
            "8 rows left out: u.csv line 3: no label; u.csv line 5: no label; u.csv line 7: no"
                + " label; …");
  }

  @Test
  void badRowsAreSkipped() {
    refuses(file().skipBadRows(), "d.csv line 3, column label: no value");
    PreparedData data = loaded(file().skipBadRows().dropUnlabelled());
    assertThat(data.counts().training()).isEqualTo(4);
    assertThat(data.notes())
        .containsExactly(
            "6 rows left out: d.csv line 3: no label; d.csv line 5: no label; d.csv line 7, column"
                + " a: no value; …");
    assertThat(Tables.rows(file().skipBadRows().dropUnlabelled()))
        .containsExactlyInAnyOrder(
            List.of(0f, 1f), List.of(1f, 3f), List.of(0f, 5f), List.of(0f, 9f));
    assertThat(loaded(file().impute().skipBadRows().dropUnlabelled()).counts().training())
        .isEqualTo(5);
  }

  @Test
  void evaluationAndPredictionSkipThemToo() throws Exception {
    Data data = file().skipBadRows().dropUnlabelled();
    ReadyModel model = Tables.train(Tables.classes(2), data);
    List<String> path = data.spec().train();
    List<String> notes = new ArrayList<>();
    var evaluator = new ModelEvaluator(SPARK, model.trained(), notes::add);
    assertThat(evaluator.evaluate(path, DataFormat.CSV).testLoss()).isNotNull();
    assertThat(notes).hasSize(1);
    assertThat(notes.get(0)).startsWith("6 rows left out: d.csv line 3: no label; d.csv line 5");
    Predictor.Written written =
        new Predictor(SPARK, model.trained())
            .writeCsv(path, DataFormat.CSV, Location.of(folder.resolve("predicted")));
    assertThat(written.rows()).isEqualTo(6);
    assertThat(written.notes())
        .containsExactly(
            "4 rows left out: d.csv line 7, column a: no value (expected: a value); the model was"
                + " trained without impute; d.csv line 8, column a: \"six\" (expected: a number, as"
                + " in training); d.csv line 9 has too few or too many cells: 3 (expected: 2, the"
                + " columns): 7, x, z; …");
    assertThat(Tables.column(model.predict(SPARK, DataFormat.CSV, path.get(0)), "a"))
        .containsExactly("1", "2", "3", "4", "5", "9");
  }

  @Test
  void withLineBreaksInCellsTheirLinesAreToldAllTheSame() {
    String rows =
        Tables.csv(
            folder, "m.csv", "a,t,label", "1,\"u\nv\",x", "b,u,y", "2,\"w\n\",y", "3,\"w\"w,y");
    PreparedData data = loaded(csv(rows).label("label").numbers("a").oneHot().skipBadRows());
    assertThat(data.counts().training()).isEqualTo(2);
    assertThat(data.notes())
        .containsExactly(
            "2 rows left out: m.csv line 4, column a: \"b\"; m.csv line 7 has text after the closing"
                + " quote of cell 2 (expected: quotes inside a cell doubled); set data.quotes to"
                + " false where quotes are ordinary characters");
  }

  @Test
  void rowsThatDoNotFitWhatWasFittedAreSkipped() {
    String train = Tables.csv(folder, "t.csv", "a,label", "1,x", "1e39,y", "3,y", "5,x");
    String test = Tables.csv(folder, "u.csv", "a,label", "1,x", "2,z", "-1e39,x", "4,y", "5,x");
    Data data = csv(train).label("label").numbers("a").test(test);
    refuses(data, "t.csv line 3, column a: 1.0E39");
    PreparedData skipped = loaded(data.skipBadRows());
    assertThat(skipped.counts()).isEqualTo(new PreparedData.RowCounts(3, 0, 3));
    assertThat(skipped.notes()).hasSize(1);
    assertThat(skipped.notes().get(0))
        .startsWith("3 rows left out: t.csv line 3, column a: 1.0E39 (expected: a number within")
        .contains("u.csv line 3, label label: \"z\"; u.csv line 4, column a: -1.0E39");
    String stored = Tables.parquet(folder, "t", sql("SELECT id a, id % 2 label FROM range(6)"));
    String other = Tables.parquet(folder, "u", sql("SELECT id a, id % 3 label FROM range(6)"));
    Data typed = parquet(stored).label("label").test(other);
    refuses(typed, "2\" is no class of the training rows");
    assertThat(loaded(typed.skipBadRows()).counts().test()).isEqualTo(4);
    Data number =
        csv(Tables.csv(folder, "n.csv", "a,label", "1,1", "2,1e39", "3,2")).label("label");
    ReadyModel model = Tables.train(Tables.NUMBER, number.skipBadRows());
    assertThat(model.trained().preparation().targets().get(0).name()).isEqualTo("label");
  }

  @Test
  void ofTypedRowsToo() {
    Dataset<Row> rows =
        sql(
            "SELECT if(id = 2, double('NaN'), if(id = 5, null, id)) a, if(id = 7, null, id % 2) label"
                + " FROM range(0, 9, 1, 1)");
    String stored = Tables.parquet(folder, "typed", rows);
    PreparedData data = loaded(parquet(stored).label("label").skipBadRows().dropUnlabelled());
    assertThat(data.counts().training()).isEqualTo(6);
    assertThat(data.notes()).hasSize(1);
    assertThat(data.notes().get(0))
        .startsWith("3 rows left out: part-")
        .contains(" row 3, column a: NaN", " row 6, column a: no value", " row 8: no label");
    PreparedData frame = loaded(rows, label("label").skipBadRows().dropUnlabelled());
    assertThat(frame.counts().training()).isEqualTo(6);
    assertThat(frame.notes().get(0))
        .startsWith("3 rows left out: a row of the DataFrame, column a");
    ReadyModel model =
        Tables.train(
            Tables.classes(2), parquet(stored).label("label").skipBadRows().dropUnlabelled());
    assertThat(model.predict(SPARK, DataFormat.PARQUET, stored).count()).isEqualTo(7);
    assertThat(model.predict(rows).count()).isEqualTo(7);
    assertThat(model.evaluate(rows).testLoss())
        .isEqualTo(model.evaluate(SPARK, DataFormat.PARQUET, stored).testLoss());
  }

  @Test
  void linesOfLibsvmToo() {
    String rows = Tables.file(folder, "d.svm", "1 1:1\n0 1:x\n0 2:1\n1 3:1e39\nx 1:2\n1 1:4\n");
    refuses(libsvm(rows), "d.svm line 2 has 1:x");
    PreparedData data = loaded(libsvm(rows).skipBadRows());
    assertThat(data.counts().training()).isEqualTo(3);
    assertThat(data.notes().get(0)).startsWith("3 rows left out: d.svm line 2 has 1:x");
  }

  @Test
  void anOrderHasNoGaps() {
    Data data = file().skipBadRows().dropUnlabelled();
    assertThatThrownBy(() -> Tables.classes(2).fit(SPARK, data, SHORT.order(RowOrder.GIVEN)))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("data.unlabelled=drop where train.order=given");
    refuses(
        file().skipBadRows().splitByTime().testFraction(0.2), "data.badRows=skip where data.split");
  }
}
