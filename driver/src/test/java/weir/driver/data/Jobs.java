package weir.driver.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.assertj.core.api.Assumptions;
import weir.driver.LocalSpark;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.Dialect;
import weir.driver.config.HoldOut;
import weir.driver.config.ImageSpec;
import weir.driver.config.PrepareSpec;
import weir.driver.config.RowOrder;
import weir.driver.config.SeriesSpec;
import weir.driver.config.TableSpec;
import weir.worker.data.RowBlock;

/** Short ways to say what is loaded. */
final class Jobs {
  static final PrepareSpec SCALE = new PrepareSpec.Scale(List.of());
  static final PrepareSpec STANDARDIZE = new PrepareSpec.Standardize(List.of());
  static final PrepareSpec ONE_HOT = new PrepareSpec.OneHot(List.of());
  static final PrepareSpec DROP_DUPLICATES = new PrepareSpec.DropDuplicates();
  static final PrepareSpec IMPUTE = new PrepareSpec.Impute(PrepareSpec.Strategy.MEAN, List.of());

  private Jobs() {}

  static TableSpec table(String label, boolean header) {
    return TableSpec.DEFAULT
        .withLabels(List.of(label))
        .withDialect(Dialect.DEFAULT.withHeader(header));
  }

  static DataSpec csv(Path train, TableSpec table, PrepareSpec... steps) {
    return new DataSpec(
        DataFormat.CSV,
        List.of(train.toString()),
        HoldOut.NONE,
        HoldOut.NONE,
        table,
        ImageSpec.AS_FOUND,
        List.of(steps),
        SeriesSpec.NONE);
  }

  static DataSpec of(DataFormat format, String train, HoldOut test, PrepareSpec... steps) {
    return new DataSpec(
        format,
        List.of(train),
        test,
        HoldOut.NONE,
        TableSpec.DEFAULT,
        ImageSpec.AS_FOUND,
        List.of(steps),
        SeriesSpec.NONE);
  }

  static DataSpec withTest(DataSpec data, HoldOut test) {
    return new DataSpec(
        data.format(),
        data.train(),
        test,
        data.validation(),
        data.table(),
        data.image(),
        data.prepare(),
        SeriesSpec.NONE);
  }

  static DataSpec withTable(DataSpec data, TableSpec table) {
    return new DataSpec(
        data.format(),
        data.train(),
        data.test(),
        data.validation(),
        table,
        data.image(),
        data.prepare(),
        SeriesSpec.NONE);
  }

  static DataRequest classes(DataSpec data, int virtualWorkers, int workers) {
    return new DataRequest(
        data, RowOrder.SHUFFLED, 1, virtualWorkers, workers, TargetKind.CLASSES, 0, 0);
  }

  static DataRequest numbers(DataSpec data) {
    return new DataRequest(data, RowOrder.SHUFFLED, 1, 2, 1, TargetKind.NUMBER, 1, 0);
  }

  static PreparedData load(DataRequest request) {
    return new DataLoader(LocalSpark.session(), request).load();
  }

  /** All rows in the order of virtual worker and row: target, then features. */
  static List<List<Float>> rows(JavaRDD<RowBlock> blocks) {
    List<RowBlock> sorted = new ArrayList<>(blocks.collect());
    sorted.sort(
        (a, b) ->
            a.virtualWorker() != b.virtualWorker()
                ? Integer.compare(a.virtualWorker(), b.virtualWorker())
                : Integer.compare(a.firstRow(), b.firstRow()));
    List<List<Float>> rows = new ArrayList<>();
    for (RowBlock block : sorted) {
      for (int row = 0; row < block.rows(); row++) {
        List<Float> values = new ArrayList<>(List.of(block.targets()[row]));
        int from = block.sparse() ? block.rowStart()[row] : row * block.width();
        int to = block.sparse() ? block.rowStart()[row + 1] : from + block.width();
        for (int i = from; i < to; i++) {
          if (block.sparse()) {
            values.add((float) block.columns()[i]);
          }
          values.add(block.values()[i]);
        }
        rows.add(values);
      }
    }
    return rows;
  }

  /** Everything that is packed, bit by bit. */
  static List<Object> bits(JavaRDD<RowBlock> blocks) {
    List<Object> bits = new ArrayList<>();
    for (RowBlock block : blocks.collect()) {
      bits.add(
          List.of(
              block.virtualWorker(),
              block.firstRow(),
              block.rows(),
              Arrays.hashCode(block.values()),
              Arrays.hashCode(block.columns()),
              Arrays.hashCode(block.rowStart()),
              Arrays.hashCode(block.targets())));
    }
    return bits;
  }

  /** A file of the shared real data sets; the test is skipped where there are none. */
  static Path shared(String name) {
    Path file = Path.of(System.getProperty("weir.root", "..")).resolve("../shared/data/" + name);
    Assumptions.assumeThat(Files.exists(file))
        .withFailMessage(() -> "skipped: no " + file.normalize())
        .isTrue();
    return file.normalize().toAbsolutePath();
  }
}
