package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.driver.api.Fit.fit;
import static weir.driver.api.Layers.dense;
import static weir.driver.api.Losses.crossEntropy;
import static weir.driver.api.Losses.meanSquaredError;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.api.Columns;
import weir.driver.api.Data;
import weir.driver.api.Fit;
import weir.driver.api.Model;
import weir.driver.api.ReadyModel;
import weir.driver.api.Sequential;
import weir.driver.data.prepare.FittedColumn;
import weir.driver.data.prepare.FittedColumn.CategoryColumn;

/** Small tables for tests, as files of any format and as DataFrames, and what becomes of them. */
final class Tables {
  static final SparkSession SPARK = LocalSpark.session();
  static final Fit SHORT = fit().epochs(1).batchSize(8).workers(1).virtualWorkers(2);
  static final Model NUMBER = Sequential.of(dense(1)).compile(meanSquaredError());

  private Tables() {}

  /** Of so many classes. */
  static Model classes(int count) {
    return Sequential.of(dense(count)).compile(crossEntropy());
  }

  /** A text file, in folders that are made where they are not there. */
  static String file(Path folder, String name, String content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, content).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines, the first of them a header. */
  static String csv(Path folder, String name, String... lines) {
    return file(folder, name, String.join("\n", lines) + "\n");
  }

  static String parquet(Path folder, String name, Dataset<Row> rows) {
    String path = folder.resolve(name).toString();
    rows.coalesce(1).write().parquet(path);
    return path;
  }

  static Dataset<Row> sql(String query) {
    return SPARK.sql(query);
  }

  private static DataRequest request(Data data) {
    return Jobs.classes(data.spec(), 2, 1);
  }

  /** Loads rows of classes and closes them: what is left is known on the driver. */
  static PreparedData loaded(Data data) {
    try (PreparedData loaded = Jobs.load(request(data))) {
      return loaded;
    }
  }

  /** The same for the rows of a DataFrame. */
  static PreparedData loaded(Dataset<Row> rows, Columns columns) {
    DataRequest request = Jobs.classes(classes(2).job(columns, SHORT).data(), 2, 1);
    var frames = new Frames(Map.of(RowSet.TRAINING, rows));
    try (PreparedData loaded = new DataLoader(SPARK, request, frames, progress -> {}).load()) {
      return loaded;
    }
  }

  /** All training rows, target first. */
  static List<List<Float>> rows(Data data) {
    try (PreparedData loaded = Jobs.load(request(data))) {
      return Jobs.rows(loaded.training());
    }
  }

  /** The values of a one-hot column. */
  static List<String> values(PreparedData data, String column) {
    return data.preparation().columns().stream()
        .filter(fitted -> fitted.name().equals(column))
        .map(fitted -> ((CategoryColumn) fitted).vocabulary())
        .findFirst()
        .orElseThrow();
  }

  static List<String> names(PreparedData data) {
    return data.preparation().columns().stream().map(FittedColumn::name).toList();
  }

  /** A file that cannot be trained on: one line says why. */
  static void refuses(Data data, String... parts) {
    assertThatThrownBy(() -> loaded(data))
        .isInstanceOf(UserInputException.class)
        .hasMessageContainingAll(parts)
        .extracting(Throwable::getMessage)
        .satisfies(message -> assertThat(message).doesNotContain("\n"));
  }

  /** The same for a DataFrame. */
  static void refuses(Dataset<Row> rows, Columns columns, String... parts) {
    assertThatThrownBy(() -> loaded(rows, columns))
        .isInstanceOf(UserInputException.class)
        .hasMessageContainingAll(parts);
  }

  static ReadyModel train(Model model, Data data) {
    try {
      return model.fit(SPARK, data, SHORT).model();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Rows with the cells of a column as texts, in their order. */
  static List<String> column(Dataset<Row> rows, String name) {
    int at = Arrays.asList(rows.columns()).indexOf(name);
    return rows.collectAsList().stream()
        .map(row -> row.isNullAt(at) ? null : row.get(at).toString())
        .toList();
  }
}
