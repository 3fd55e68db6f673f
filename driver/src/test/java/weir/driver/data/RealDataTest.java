package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static weir.driver.data.Jobs.IMPUTE;
import static weir.driver.data.Jobs.ONE_HOT;
import static weir.driver.data.Jobs.SCALE;
import static weir.driver.data.Jobs.STANDARDIZE;

import java.util.List;
import org.junit.jupiter.api.Test;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.HoldOut;
import weir.driver.config.PrepareSpec;
import weir.driver.config.RowOrder;
import weir.driver.config.TableSpec;
import weir.tensor.Shape;
import weir.worker.data.RowBlock;

class RealDataTest {

  @Test
  void readsIris() {
    DataSpec iris = Jobs.csv(Jobs.shared("iris/iris.csv"), Jobs.table("4", false), STANDARDIZE);
    try (PreparedData data = Jobs.load(Jobs.classes(iris, 2, 2))) {
      assertThat(data.counts()).isEqualTo(new PreparedData.RowCounts(150, 0, 0));
      assertThat(data.preparation().classes())
          .containsExactly("Iris-setosa", "Iris-versicolor", "Iris-virginica");
      assertThat(data.width()).isEqualTo(4);
      assertThat(data.test()).isNull();
      assertThat(Jobs.rows(data.training()))
          .hasSize(150)
          .filteredOn(row -> row.get(0) == 2f)
          .hasSize(50);
    }
  }

  @Test
  void readsAdultWhoseTestLabelsEndInAFullStop() {
    TableSpec table = Jobs.table("14", false).withPositive(">50K");
    DataSpec adult =
        Jobs.withTest(
            Jobs.csv(Jobs.shared("adult/adult-train.csv"), table, IMPUTE, ONE_HOT, STANDARDIZE),
            HoldOut.of(List.of(Jobs.shared("adult/adult-test.csv").toString())));
    try (PreparedData data = Jobs.load(Jobs.classes(adult, 4, 2))) {
      assertThat(data.counts()).isEqualTo(new PreparedData.RowCounts(32561, 0, 16281));
      assertThat(data.preparation().classes()).containsExactly("<=50K", ">50K");
      assertThat(positives(data)).isEqualTo(7841);
      assertThat(Jobs.rows(data.test())).filteredOn(row -> row.get(0) == 1f).hasSize(3846);
      // 6 numbers; 8 + 16 + 7 + 14 + 6 + 5 + 2 + 41 texts other than the question mark.
      assertThat(data.width()).isEqualTo(6 + 99);
    }
  }

  private static long positives(PreparedData data) {
    return Jobs.rows(data.training()).stream().filter(row -> row.get(0) == 1f).count();
  }

  @Test
  void readsA9aWhoseTestRowsUseFewerFeatures() {
    DataSpec a9a =
        Jobs.of(
            DataFormat.LIBSVM,
            Jobs.shared("a9a/a9a").toString(),
            HoldOut.of(List.of(Jobs.shared("a9a/a9a.t").toString())));
    try (PreparedData data = Jobs.load(Jobs.classes(a9a, 2, 1))) {
      assertThat(data.counts()).isEqualTo(new PreparedData.RowCounts(32561, 0, 16281));
      assertThat(data.sparse()).isTrue();
      assertThat(data.width()).isEqualTo(123);
      assertThat(data.preparation().classes()).containsExactly("-1", "1");
      assertThat(positives(data)).isEqualTo(7841);
      assertThat(data.training().map(block -> block.values().length).reduce(Integer::sum))
          .isEqualTo(451592);
      assertThat(data.test().map(block -> block.values().length).reduce(Integer::sum))
          .isEqualTo(225731);
    }
  }

  @Test
  void readsCaliforniaHousing() {
    DataSpec housing =
        Jobs.csv(
            Jobs.shared("california-housing/housing.csv"),
            Jobs.table("median_house_value", true),
            new PrepareSpec.Impute(PrepareSpec.Strategy.MEDIAN, List.of()),
            ONE_HOT,
            STANDARDIZE,
            new PrepareSpec.Standardize(List.of("median_house_value")));
    try (PreparedData data = Jobs.load(Jobs.numbers(Jobs.withTest(housing, HoldOut.of(0.2))))) {
      PreparedData.RowCounts counts = data.counts();
      assertThat(counts.training() + counts.test()).isEqualTo(20640);
      assertThat(counts.test()).isBetween(3900L, 4350L);
      assertThat(data.width()).isEqualTo(8 + 5);
      double mean =
          Jobs.rows(data.training()).stream().mapToDouble(row -> row.get(0)).average().orElse(9);
      assertThat(mean).isBetween(-1e-5, 1e-5);
      assertThat(data.preparation().targets().get(0).original(0)).isBetween(200_000.0, 213_000.0);
    }
  }

  @Test
  void readsMnist() {
    DataSpec mnist =
        Jobs.of(
            DataFormat.IDX,
            Jobs.shared("mnist/train-images-idx3-ubyte.gz").toString(),
            HoldOut.of(List.of(Jobs.shared("mnist/t10k-images-idx3-ubyte.gz").toString())),
            SCALE);
    DataRequest request =
        new DataRequest(mnist, RowOrder.SHUFFLED, 1, 4, 2, TargetKind.CLASSES, 10, 784);
    try (PreparedData data = Jobs.load(request)) {
      assertThat(data.counts()).isEqualTo(new PreparedData.RowCounts(60000, 0, 10000));
      assertThat(data.input()).isEqualTo(new Shape(28, 28, 1));
      long[] classes = new long[10];
      data.training()
          .map(RowBlock::targets)
          .collect()
          .forEach(
              targets -> {
                for (float target : targets) {
                  classes[(int) target]++;
                }
              });
      assertThat(classes)
          .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
      double sum =
          data.training()
              .mapToDouble(
                  block -> {
                    double inside = 0;
                    for (float value : block.values()) {
                      inside += value;
                    }
                    return inside;
                  })
              .sum();
      // The mean pixel of MNIST that everybody knows.
      assertThat(sum / 60000 / 784).isBetween(0.1306, 0.1307);
    }
  }
}
