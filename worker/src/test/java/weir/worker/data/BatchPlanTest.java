package weir.worker.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BatchPlanTest {

  @Property(tries = 300)
  void ranksTileTheRows(
      @ForAll @IntRange(max = 500) int rows, @ForAll @IntRange(max = 4) int logLeaves) {
    RowRanks ranks = new RowRanks(rows, 1 << logLeaves);
    int total = 0;
    for (int leaf = 0; leaf < ranks.virtualWorkers(); leaf++) {
      int v = leaf;
      long members =
          IntStream.range(0, rows).filter(rank -> rank % ranks.virtualWorkers() == v).count();
      assertThat(ranks.rowsOf(leaf)).isEqualTo((int) members);
      total += ranks.rowsOf(leaf);
    }
    assertThat(total).isEqualTo(rows);
  }

  @Property(tries = 200)
  void shuffledEpochsUseEveryRowOnce(
      @ForAll @IntRange(min = 1, max = 200) int rows,
      @ForAll @IntRange(max = 3) int logLeaves,
      @ForAll @IntRange(max = 40) int extra,
      @ForAll long seed) {
    RowRanks ranks = new RowRanks(rows, 1 << logLeaves);
    int batchSize = ranks.virtualWorkers() + extra;
    BatchPlan plan = new ShuffledBatchPlan(ranks, batchSize, seed);
    for (int epoch = 0; epoch < 2; epoch++) {
      int longest = 0;
      int largest = 0;
      for (int leaf = 0; leaf < ranks.virtualWorkers(); leaf++) {
        List<int[]> batches = batches(plan, leaf, epoch);
        int[] all = batches.stream().flatMapToInt(Arrays::stream).sorted().toArray();
        assertThat(all).isEqualTo(range(0, ranks.rowsOf(leaf)));
        largest = Math.max(largest, batches.stream().mapToInt(b -> b.length).max().orElse(0));
        longest = Math.max(longest, (int) batches.stream().filter(b -> b.length > 0).count());
      }
      assertThat(plan.epochs().steps(0)).isEqualTo(longest);
      assertThat(plan.largestShare()).isEqualTo(largest);
    }
  }

  @Example
  void aBatchOfMoreThanAllRowsTakesNoMoreRoomThanTheRows() {
    RowRanks ranks = new RowRanks(9, 2);
    for (BatchPlan plan :
        List.of(
            new ShuffledBatchPlan(ranks, Integer.MAX_VALUE, 1),
            new GivenOrderBatchPlan(ranks, Integer.MAX_VALUE))) {
      assertThat(plan.largestShare()).isEqualTo(5);
      assertThat(plan.epochs().steps(0)).isEqualTo(1);
      assertThat(batches(plan, 1, 0)).hasSize(1);
      assertThat(batches(plan, 1, 0).get(0)).containsExactlyInAnyOrder(0, 1, 2, 3);
      assertThat(Batcher.microBatchRows(plan, 2)).isEqualTo(3);
      assertThat(Batcher.microBatchRows(plan, Integer.MAX_VALUE)).isEqualTo(1);
    }
  }

  @Property(tries = 100)
  void globalBatchesHaveTheSizeAskedForUntilRowsRunOut(
      @ForAll @IntRange(min = 64, max = 300) int rows,
      @ForAll @IntRange(min = 4, max = 16) int batchSize) {
    RowRanks ranks = new RowRanks(rows, 4);
    BatchPlan plan = new ShuffledBatchPlan(ranks, batchSize, 7);
    int first = 0;
    for (int leaf = 0; leaf < 4; leaf++) {
      first += batches(plan, leaf, 0).get(0).length;
    }
    assertThat(first).isEqualTo(batchSize);
  }

  @Property(tries = 100)
  void aBatchDoesNotDependOnWhatWasReadBefore(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int rows) {
    BatchPlan plan = new ShuffledBatchPlan(new RowRanks(rows, 2), 6, seed);
    List<int[]> forwards = batches(plan, 1, 3);
    BatchPlan.LeafOrder order = plan.order(1);
    int[] positions = new int[plan.largestShare()];
    order.rows(9, 0, positions);
    for (int step = forwards.size() - 1; step >= 0; step--) {
      int count = order.rows(3, step, positions);
      assertThat(Arrays.copyOf(positions, count)).isEqualTo(forwards.get(step));
    }
  }

  @Example
  void epochsAndVirtualWorkersAreShuffledDifferently() {
    BatchPlan plan = new ShuffledBatchPlan(new RowRanks(400, 2), 200, 1);
    assertThat(batches(plan, 0, 0).get(0)).isNotEqualTo(batches(plan, 0, 1).get(0));
    assertThat(batches(plan, 0, 0).get(0)).isNotEqualTo(batches(plan, 1, 0).get(0));
    assertThat(batches(plan, 0, 0).get(0)).isNotEqualTo(range(0, 100));
  }

  @Property(tries = 200)
  void givenOrderBatchesAreRunsOfRanks(
      @ForAll @IntRange(min = 1, max = 200) int rows,
      @ForAll @IntRange(max = 3) int logLeaves,
      @ForAll @IntRange(min = 1, max = 40) int batchSize) {
    RowRanks ranks = new RowRanks(rows, 1 << logLeaves);
    BatchPlan plan = new GivenOrderBatchPlan(ranks, batchSize);
    assertThat(plan.epochs().steps(0)).isEqualTo((rows + batchSize - 1) / batchSize);
    for (int step = 0; step < plan.epochs().steps(0); step++) {
      List<Integer> found = new ArrayList<>();
      for (int leaf = 0; leaf < ranks.virtualWorkers(); leaf++) {
        for (int position : batches(plan, leaf, 5).get(step)) {
          found.add(position * ranks.virtualWorkers() + leaf);
        }
      }
      assertThat(found.stream().mapToInt(Integer::intValue).sorted().toArray())
          .isEqualTo(range(step * batchSize, Math.min(rows, (step + 1) * batchSize)));
    }
  }

  @Property(tries = 100)
  void explicitBatchesAreCutContiguously(
      @ForAll List<@IntRange(max = 1000) Integer> batch, @ForAll @IntRange(max = 3) int logLeaves) {
    int[] numbers = batch.stream().mapToInt(Integer::intValue).toArray();
    BatchPlan plan = new ExplicitBatchPlan(new int[][] {numbers}, 1 << logLeaves);
    List<int[]> parts = new ArrayList<>();
    for (int leaf = 0; leaf < plan.virtualWorkers(); leaf++) {
      parts.add(batches(plan, leaf, 0).get(0));
    }
    assertThat(parts.stream().flatMapToInt(Arrays::stream).toArray()).isEqualTo(numbers);
    int most = parts.stream().mapToInt(part -> part.length).max().orElseThrow();
    int least = parts.stream().mapToInt(part -> part.length).min().orElseThrow();
    assertThat(most - least).isLessThanOrEqualTo(1);
  }

  @Property(tries = 100)
  void eachEpochOfAGrowingBatchIsThatOfItsStage(
      @ForAll @IntRange(min = 1, max = 100) int rows, @ForAll long seed) {
    RowRanks ranks = new RowRanks(rows, 2);
    List<BatchPlan> plans =
        List.of(
            new ShuffledBatchPlan(ranks, 3, seed),
            new ShuffledBatchPlan(ranks, 6, seed),
            new ShuffledBatchPlan(ranks, 24, seed));
    BatchPlan growing =
        new StagedBatchPlan(
            List.of(
                new StagedBatchPlan.Stage(0, plans.get(0)),
                new StagedBatchPlan.Stage(2, plans.get(1)),
                new StagedBatchPlan.Stage(3, plans.get(2))));
    assertThat(growing.largestShare()).isEqualTo(Math.min(12, ranks.rowsOf(0)));
    assertThat(growing.epochsThatDiffer(3)).containsExactly(0L, 2L);
    BatchPlan each = new OneStepEpochs(growing);
    int[] stages = {0, 0, 1, 2, 2};
    for (int epoch = 0; epoch < stages.length; epoch++) {
      BatchPlan stage = plans.get(stages[epoch]);
      List<int[]> expected = batches(stage, 1, epoch);
      assertThat(growing.epochs().steps(epoch)).isEqualTo(expected.size());
      assertThat(batches(growing, 1, epoch)).containsExactlyElementsOf(expected);
      int step = (int) growing.epochs().firstStep(epoch);
      assertThat(batches(each, 1, step)).containsExactly(expected.get(0));
    }
  }

  @Example
  void refusesBatchesThatNameNoRows() {
    RowRanks ranks = new RowRanks(10, 4);
    assertThatThrownBy(() -> new ShuffledBatchPlan(ranks, 3, 0))
        .hasMessage("batchSize=3 (expected: >= virtualWorkers=4); set train.batchSize");
    assertThatThrownBy(() -> new GivenOrderBatchPlan(ranks, 0))
        .hasMessage("batchSize=0 (expected: > 0); set train.batchSize");
    assertThatThrownBy(() -> new RowRanks(10, 3)).hasMessageContaining("a power of two");
  }

  private static List<int[]> batches(BatchPlan plan, int leaf, int epoch) {
    BatchPlan.LeafOrder order = plan.order(leaf);
    int[] positions = new int[plan.largestShare()];
    List<int[]> batches = new ArrayList<>();
    for (long step = 0; step < plan.epochs().steps(epoch); step++) {
      int count = order.rows(epoch, step, positions);
      assertThat(plan.rows(leaf, epoch, step)).isEqualTo(count);
      batches.add(Arrays.copyOf(positions, count));
    }
    return batches;
  }

  private static int[] range(int from, int to) {
    return IntStream.range(from, to).toArray();
  }
}
