package weir.worker.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import weir.proto.client.Traffic;
import weir.proto.spec.AverageSpec;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.GroupUpdate;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.PenaltySpec;
import weir.proto.spec.ScheduleSpec;
import weir.proto.spec.UpdateSpec;
import weir.proto.transport.Endpoint.Transport;
import weir.worker.nn.spec.EmbeddingSpec;

/** A table that does not learn before a dense layer that does, through real servers. */
class FrozenUnitsTest {
  private static final EmbeddingSpec DENSE = new EmbeddingSpec(2000, 100);
  private static final EmbeddingSpec SPARSE = DENSE.withGradient(EmbeddingSpec.Gradient.SPARSE);
  private static final OptimizerSpec SGD = OptimizerSpec.Sgd.DEFAULT;
  private static final GroupUpdate FROZEN = new GroupUpdate(0.1, true, PenaltySpec.NONE);

  /** Its rate is 0 in float: it travels, and what comes back is what was there. */
  private static final GroupUpdate STILL =
      new GroupUpdate(Double.MIN_VALUE, false, PenaltySpec.NONE);

  private static final TableTraining.Cluster ALONE =
      new TableTraining.Cluster(1, 1, Transport.LOCAL);

  private static UpdateSpec update(
      OptimizerSpec optimizer, ClipSpec clip, GroupUpdate table, AverageSpec average) {
    List<GroupUpdate> groups = List.of(GroupUpdate.of(0.1), table);
    return new UpdateSpec(optimizer, new ScheduleSpec.Constant(), clip, groups, average);
  }

  private static TableTraining training(EmbeddingSpec table, UpdateSpec update) {
    return new TableTraining(table, update, 4, 7 * 4 + 1, 7);
  }

  private static TableTraining plain(EmbeddingSpec table, GroupUpdate group) {
    return training(table, update(SGD, new ClipSpec.None(), group, AverageSpec.NONE));
  }

  private static TableTraining normed(ClipSpec clip) {
    AverageSpec average = new AverageSpec(AverageSpec.Kind.EMA, 0.9, 2);
    return training(DENSE, update(OptimizerSpec.Lamb.DEFAULT, clip, FROZEN, average));
  }

  @ParameterizedTest
  @CsvSource({"1,1,LOCAL", "2,3,LOCAL", "4,3,TCP", "3,2,TCP"})
  void theOthersLearnAsBesideALayerThatTravelsAndStays(int workers, int shards, Transport transport)
      throws Exception {
    TableTraining.Cluster cluster = new TableTraining.Cluster(workers, shards, transport);
    float[] expected = plain(DENSE, STILL).train(ALONE).weights();
    assertThat(plain(DENSE, FROZEN).train(cluster).weights()).isEqualTo(expected);
    assertThat(plain(SPARSE, FROZEN).train(cluster).weights()).isEqualTo(expected);
    int table = DENSE.vocabulary() * DENSE.units();
    float[] initial = plain(DENSE, FROZEN).initialWeights();
    assertThat(Arrays.copyOf(expected, table)).isEqualTo(Arrays.copyOf(initial, table));
    assertThat(expected).isNotEqualTo(initial);
  }

  @ParameterizedTest
  @CsvSource({"2,3,LOCAL", "3,3,TCP"})
  void normsAndAveragesPassThemOver(int workers, int shards, Transport transport) throws Exception {
    for (ClipSpec clip : List.of(new ClipSpec.None(), new ClipSpec.GlobalNorm(0.05))) {
      TableTraining.Result alone = normed(clip).train(ALONE);
      TableTraining.Cluster cluster = new TableTraining.Cluster(workers, shards, transport);
      TableTraining.Result spread = normed(clip).train(cluster);
      assertThat(spread.weights()).isEqualTo(alone.weights());
      TrainingTaskSpec spec = normed(clip).job().spec();
      assertThat(FakeCoordinator.validation(spec, spread.coordinators(), 1))
          .isEqualTo(FakeCoordinator.validation(spec, alone.coordinators(), 1));
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void lostWorkersAreReplaced(Transport transport) throws Exception {
    float[] expected = plain(DENSE, STILL).train(ALONE).weights();
    List<Long> lost = List.of(0L, 3L, 3L, 8L);
    assertThat(plain(DENSE, FROZEN).trainWithLosses(transport, lost)).isEqualTo(expected);
    assertThat(plain(SPARSE, FROZEN).trainWithLosses(transport, lost)).isEqualTo(expected);
    ClipSpec clip = new ClipSpec.GlobalNorm(0.05);
    assertThat(normed(clip).trainWithLosses(transport, lost))
        .isEqualTo(normed(clip).train(ALONE).weights());
  }

  @Test
  void onlyTheFirstWeightsOfAFrozenLayerTravel() throws Exception {
    long table = 4L * DENSE.vocabulary() * DENSE.units();
    long learning = 4L * (2 * TableTraining.IDS * DENSE.units() + 2);
    long headers = 300L * TableTraining.STEPS * 2;
    TableTraining training = plain(DENSE, FROZEN);
    FakeCluster.Job job = training.job().withoutValidation();
    for (Traffic traffic : training.train(ALONE, job).traffic()) {
      assertThat(traffic.applied()).isEqualTo(TableTraining.STEPS);
      assertThat(traffic.bytesSent()).isLessThan(TableTraining.STEPS * learning + headers);
      assertThat(traffic.bytesReceived())
          .isLessThan(table + (TableTraining.STEPS + 1) * learning + headers);
    }
  }

  @Test
  void nothingIsSaidOfTheRowsOfAFrozenTable() throws Exception {
    long learning = 4L * (2 * TableTraining.IDS * DENSE.units() + 2);
    long headers = 300L * TableTraining.STEPS * 2;
    TableTraining training = plain(SPARSE, FROZEN);
    FakeCluster.Job job = training.job().withoutValidation();
    for (Traffic traffic : training.train(ALONE, job).traffic()) {
      long ids = 4L * TableTraining.STEPS * 7 * TableTraining.IDS;
      assertThat(traffic.bytesSent()).isLessThan(TableTraining.STEPS * learning + ids + headers);
    }
  }
}
