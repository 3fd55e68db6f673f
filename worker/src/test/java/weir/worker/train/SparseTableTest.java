package weir.worker.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import weir.proto.client.Traffic;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.PenaltySpec;
import weir.proto.spec.UpdateSpec;
import weir.proto.transport.Endpoint.Transport;
import weir.worker.nn.spec.EmbeddingSpec;

/** Tables of which only touched rows travel, through real servers. */
class SparseTableTest {
  private static final EmbeddingSpec DENSE = new EmbeddingSpec(2000, 3);
  private static final EmbeddingSpec SPARSE = sparse(DENSE);
  private static final PenaltySpec ELASTIC = new PenaltySpec(1e-3, 1e-2, 1e-3);
  private static final TableTraining.Cluster ALONE =
      new TableTraining.Cluster(1, 1, Transport.LOCAL);

  private static EmbeddingSpec sparse(EmbeddingSpec table) {
    return table.withGradient(EmbeddingSpec.Gradient.SPARSE);
  }

  @ParameterizedTest
  @CsvSource({"2,1,LOCAL", "4,1,TCP", "1,3,TCP", "2,3,LOCAL", "3,3,TCP", "4,3,LOCAL"})
  void bitsDependNeitherOnWorkersNorOnShards(int workers, int shards, Transport transport)
      throws Exception {
    TableTraining training =
        new TableTraining(
            SPARSE.withPadding(2),
            TableTraining.update(OptimizerSpec.Adam.DEFAULT, ELASTIC),
            4,
            7 * 4 + 1,
            7);
    TableTraining.Result alone = training.train(ALONE);
    TableTraining.Result spread =
        training.train(new TableTraining.Cluster(workers, shards, transport));
    assertThat(spread.weights()).isEqualTo(alone.weights());
    assertThat(alone.weights()).isNotEqualTo(training.initialWeights());
    TrainingTaskSpec spec = training.job().spec();
    for (int epoch = 0; epoch < 2; epoch++) {
      for (FakeCoordinator coordinator : spread.coordinators()) {
        assertThat(coordinator.epochs.get(epoch).validation()).isNotEmpty();
      }
      assertThat(FakeCoordinator.validation(spec, spread.coordinators(), epoch))
          .isEqualTo(FakeCoordinator.validation(spec, alone.coordinators(), epoch));
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void lostWorkersAreReplacedAndEveryRowCountsOnce(Transport transport) throws Exception {
    TableTraining training =
        new TableTraining(
            SPARSE, TableTraining.update(OptimizerSpec.Adam.DEFAULT, ELASTIC), 4, 7 * 4 + 1, 7);
    assertThat(training.trainWithLosses(transport, List.of(0L, 3L, 3L, 8L)))
        .isEqualTo(training.train(ALONE).weights());
  }

  /** Nothing moves a row of a dense table but its gradient. */
  @Test
  void equalsTheDenseTableUnderPlainDescent() throws Exception {
    assertEqualToDense(DENSE, OptimizerSpec.Sgd.DEFAULT, PenaltySpec.NONE);
  }

  @Test
  void equalsTheDenseTableUnderAdagrad() throws Exception {
    assertEqualToDense(DENSE, OptimizerSpec.Adagrad.DEFAULT, PenaltySpec.NONE);
  }

  @Test
  void aTableThatEveryStepTouchesWhollyEqualsADenseOneUnderEveryRule() throws Exception {
    EmbeddingSpec small = new EmbeddingSpec(4, 3);
    assertEqualToDense(small, OptimizerSpec.Adam.DEFAULT, ELASTIC);
    assertEqualToDense(small, new OptimizerSpec.Sgd(0.9, 0, true), ELASTIC);
    assertEqualToDense(small, OptimizerSpec.RmsProp.DEFAULT, ELASTIC);
    assertEqualToDense(small, OptimizerSpec.Ftrl.DEFAULT, PenaltySpec.NONE);
  }

  private static void assertEqualToDense(
      EmbeddingSpec table, OptimizerSpec optimizer, PenaltySpec penalty) throws Exception {
    UpdateSpec update = TableTraining.update(optimizer, penalty);
    float[] dense = new TableTraining(table, update, 4, 5 * 64, 64).train(ALONE).weights();
    float[] sparse =
        new TableTraining(sparse(table), update, 4, 5 * 64, 64)
            .train(new TableTraining.Cluster(2, 2, Transport.LOCAL))
            .weights();
    assertThat(sparse).isEqualTo(dense);
  }

  @Test
  void bytesFollowTheTouchedRowsNotTheTable() throws Exception {
    int units = 16;
    int batch = 32;
    EmbeddingSpec table = sparse(new EmbeddingSpec(1_000_000, units));
    TableTraining training =
        new TableTraining(
            table,
            TableTraining.update(OptimizerSpec.Adam.DEFAULT, PenaltySpec.NONE),
            2,
            5 * batch,
            batch);
    FakeCluster.Job job = training.job();
    TableTraining.Result result =
        training.train(new TableTraining.Cluster(2, 2, Transport.LOCAL), job.withoutValidation());
    for (Traffic traffic : result.traffic()) {
      long rows = (long) TableTraining.STEPS * batch / 2 * TableTraining.IDS;
      long dense = (long) TableTraining.STEPS * 4 * (2 * units * TableTraining.IDS + 2);
      long headers = 300L * TableTraining.STEPS * 2 * 4;
      assertThat(traffic.bytesSent()).isLessThan(rows * (8 + 4 * units) + dense + headers);
      assertThat(traffic.bytesReceived()).isLessThan(rows * 4 * units + 2 * dense + headers);
      assertThat(traffic.applied()).isEqualTo(TableTraining.STEPS);
    }
  }
}
