package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;
import weir.driver.LocalSpark;

/** Loading that fails leaves nothing in the cache. */
class PackingTest {
  private final JavaSparkContext spark =
      JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());

  @Test
  void rowsThatCannotBePackedAreNotKept() {
    JavaRDD<Integer> packed =
        spark
            .parallelize(List.of(4, 0, 2), 3)
            .map(number -> 8 / number)
            .persist(StorageLevel.MEMORY_AND_DISK());
    assertThatThrownBy(() -> Packing.kept(packed, () -> Packing.exhausted(packed)))
        .hasMessageContaining("/ by zero");
    assertThat(packed.getStorageLevel()).isEqualTo(StorageLevel.NONE());
  }
}
