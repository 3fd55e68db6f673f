package weir.worker.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import weir.tensor.Shape;
import weir.worker.augment.AugmentSpec;
import weir.worker.augment.Augmentation;
import weir.worker.augment.Augmenter;

class BatcherTest {

  @Property(tries = 100)
  void gathersExactlyTheRowsOfThePlan(
      @ForAll boolean sparse,
      @ForAll @IntRange(min = 1, max = 60) int rows,
      @ForAll @IntRange(min = 2, max = 20) int batchSize,
      @ForAll @IntRange(min = 1, max = 4) int accumulate) {
    RowLayout layout = new RowLayout(3, 2, sparse);
    RowRanks ranks = new RowRanks(rows, 2);
    List<RowBlock> blocks = new ArrayList<>(RowBlocks.numbered(1, ranks.rowsOf(1), layout, 7));
    blocks.addAll(RowBlocks.numbered(0, ranks.rowsOf(0), layout, 7));
    PartitionStore store = new PartitionStore(layout, 0, 2, blocks);
    store.verify(ranks);
    BatchPlan plan = new ShuffledBatchPlan(ranks, batchSize, 3);
    Batcher batcher = new Batcher(store, plan, accumulate, null);
    int[] positions = new int[plan.largestShare()];
    for (int leaf = 0; leaf < 2; leaf++) {
      for (long step = 0; step < plan.epochs().steps(0); step++) {
        int count = plan.order(leaf).rows(4, step, positions);
        assertThat(batcher.begin(leaf, 4, step)).isEqualTo(count);
        int seen = 0;
        int microBatches = 0;
        while (batcher.next()) {
          Batch batch = batcher.batch();
          for (int row = 0; row < batch.rows(); row++) {
            assertRow(batch, row, leaf, positions[seen++]);
          }
          microBatches++;
          assertThat(batcher.last()).isEqualTo(seen == count);
        }
        assertThat(seen).isEqualTo(count);
        assertThat(microBatches).isLessThanOrEqualTo(accumulate);
      }
    }
  }

  private static void assertRow(Batch batch, int row, int leaf, int position) {
    float[] dense = new float[batch.width()];
    if (batch.sparse()) {
      for (int i = batch.rowStart()[row]; i < batch.rowStart()[row + 1]; i++) {
        dense[batch.columns()[i]] = batch.values()[i];
      }
    } else {
      System.arraycopy(batch.values(), row * batch.width(), dense, 0, batch.width());
    }
    for (int column = 0; column < batch.width(); column++) {
      assertThat(dense[column]).isEqualTo(RowBlocks.value(leaf, position, column));
    }
    assertThat(
            Arrays.copyOfRange(
                batch.targets(), row * batch.targetWidth(), (row + 1) * batch.targetWidth()))
        .containsOnly(leaf * 1000 + position);
  }

  @Example
  void namesTheBlockThatDoesNotFit() {
    RowLayout layout = new RowLayout(3, 1, false);
    List<RowBlock> blocks = new ArrayList<>(RowBlocks.numbered(2, 10, layout, 1));
    assertThatThrownBy(() -> new PartitionStore(layout, 0, 2, blocks))
        .hasMessageContaining("block of virtual worker 2 (expected: 0..1");
    blocks.removeIf(block -> block.firstRow() == 4);
    assertThatThrownBy(() -> new LeafRows(2, layout, blocks))
        .hasMessageContaining("begins at row 5 (expected: virtual worker 2, row 4)");
    List<RowBlock> sparse = RowBlocks.numbered(2, 10, new RowLayout(3, 1, true), 4);
    assertThatThrownBy(() -> new LeafRows(2, layout, sparse)).hasMessageContaining("sparse=true");
  }

  @Example
  void namesTheVirtualWorkerThatLacksRows() {
    RowLayout layout = new RowLayout(3, 1, false);
    PartitionStore store = new PartitionStore(layout, 0, 1, RowBlocks.numbered(0, 9, layout, 4));
    assertThatThrownBy(() -> store.verify(new RowRanks(10, 1)))
        .hasMessage("virtual worker 0 has 9 rows (expected: 10 of 10)");
    assertThatThrownBy(() -> store.leaf(0).gather(new int[] {9}, 0, 1, layout.batch(1)))
        .hasMessageContaining("row 9 of virtual worker 0 (expected: 0..8)");
  }

  @Example
  void gatheringAllocatesNothing() {
    gathersWithoutAllocation(null);
  }

  @Example
  void augmentingAllocatesNothing() {
    List<AugmentSpec> steps =
        List.of(
            AugmentSpec.Flip.DEFAULT,
            new AugmentSpec.Rotate(20),
            new AugmentSpec.Crop(1),
            new AugmentSpec.Brightness(0.2),
            new AugmentSpec.Noise(0.1));
    gathersWithoutAllocation(new Augmenter(new Augmentation(steps, new Shape(8, 8, 1), 0, 1), 1));
  }

  private static void gathersWithoutAllocation(Augmenter augmenter) {
    RowLayout layout = new RowLayout(64, 1, false);
    RowRanks ranks = new RowRanks(5000, 1);
    PartitionStore store =
        new PartitionStore(layout, 0, 1, RowBlocks.numbered(0, 5000, layout, 700));
    BatchPlan plan = new ShuffledBatchPlan(ranks, 50, 3);
    Batcher batcher = new Batcher(store, plan, 2, augmenter);
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    assertThat(epoch(batcher, 0)).isEqualTo(5000);
    epoch(batcher, 1);
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    epoch(batcher, 2);
    long allocated = threads.getThreadAllocatedBytes(thread) - before;
    assertThat(allocated / 100).isLessThan(1024);
  }

  @Property(tries = 40)
  void augmentsARowAlikeWhateverItsBatch(
      @ForAll @IntRange(min = 2, max = 20) int batchSize,
      @ForAll @IntRange(min = 1, max = 4) int accumulate,
      @ForAll @IntRange(max = 2) int logLeaves) {
    Augmentation noise =
        new Augmentation(List.of(new AugmentSpec.Noise(0.1)), new Shape(1, 3, 1), 0, 1);
    RowLayout layout = new RowLayout(3, 1, false);
    RowRanks ranks = new RowRanks(30, 1 << logLeaves);
    for (int leaf = 0; leaf < ranks.virtualWorkers(); leaf++) {
      PartitionStore store =
          new PartitionStore(
              layout, leaf, leaf + 1, RowBlocks.numbered(leaf, ranks.rowsOf(leaf), layout, 7));
      BatchPlan plan = new GivenOrderBatchPlan(ranks, batchSize);
      Batcher batcher = new Batcher(store, plan, accumulate, new Augmenter(noise, 9));
      Augmenter alone = new Augmenter(noise, 9);
      alone.begin(4);
      int position = 0;
      for (long step = 0; step < plan.epochs().steps(0); step++) {
        batcher.begin(leaf, 4, step);
        while (batcher.next()) {
          for (int row = 0; row < batcher.batch().rows(); row++, position++) {
            float[] expected = new float[3];
            for (int column = 0; column < 3; column++) {
              expected[column] = RowBlocks.value(leaf, position, column);
            }
            long rank = (long) position * ranks.virtualWorkers() + leaf;
            alone.augment(rank, expected, 0);
            assertThat(Arrays.copyOfRange(batcher.batch().values(), 3 * row, 3 * row + 3))
                .isEqualTo(expected);
          }
        }
      }
      assertThat(position).isEqualTo(ranks.rowsOf(leaf));
    }
  }

  private static int epoch(Batcher batcher, int epoch) {
    int rows = 0;
    for (int step = 0; step < 100; step++) {
      batcher.begin(0, epoch, step);
      while (batcher.next()) {
        rows += batcher.batch().rows();
      }
    }
    return rows;
  }
}
