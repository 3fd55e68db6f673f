package weir.driver.data.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowReader;
import weir.driver.data.row.RowWriter;

class BucketTreeTest {
  private static final RawSchema SCHEMA =
      new RawSchema(List.of(RawColumn.scalar("x", RawKind.NUMBER)), 0);
  private static final FitPlan PLAN = new FitPlan(SCHEMA, List.of(), false, 9);

  private static RowStatistics bucket(int bucket) {
    if (bucket % 7 == 3) {
      return null;
    }
    RowStatistics statistics = new RowStatistics(PLAN);
    SplittableRandom random = new SplittableRandom(bucket);
    RowWriter writer = new RowWriter();
    for (int row = 0; row < 1 + bucket % 5; row++) {
      writer.begin();
      writer.number(random.nextDouble() * 1e6);
      statistics.add(new RowReader(SCHEMA).read(writer.finish(0, 0)));
    }
    return statistics;
  }

  private static Moments sum(int partitions) {
    int each = BucketTree.BUCKETS / partitions;
    BucketTree whole = new BucketTree();
    for (int partition = 0; partition < partitions; partition++) {
      BucketTree part = new BucketTree();
      for (int i = 0; i < each; i++) {
        part.append(0, bucket(partition * each + i));
      }
      whole.append(Integer.numberOfTrailingZeros(each), part.sum());
    }
    return whole.sum().scalar(0).moments();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 32, 256})
  void addsToTheSameBitsHoweverManyPartitions(int partitions) {
    assertThat(sum(partitions)).isEqualTo(sum(1));
  }
}
