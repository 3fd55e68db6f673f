package weir.worker.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import weir.proto.client.StepTotals;
import weir.proto.partition.Segment;
import weir.proto.spec.ClipSpec;
import weir.proto.transport.Endpoint.Transport;
import weir.reference.GoldenCase;
import weir.reference.Goldens;
import weir.worker.data.Batch;
import weir.worker.data.LeafRows;
import weir.worker.nn.Network;
import weir.worker.nn.UnitGate;
import weir.worker.nn.layer.Pass;

/** Whole trainings through real servers, against PyTorch's numbers. */
class TrainingGoldensTest {
  private static final double TOLERANCE = 1e-4;
  private static final double DATA_PARALLEL_TOLERANCE = 1e-5;

  static Stream<Arguments> cases() {
    return GoldenCase.ofKind("training", "training").stream()
        .flatMap(
            golden ->
                Stream.of(
                    Arguments.of(golden, Transport.LOCAL, 1),
                    Arguments.of(golden, Transport.TCP, 2)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void equalsPyTorch(GoldenCase golden, Transport transport, int shards) throws Exception {
    GoldenTraining training = built(golden);
    int workers = golden.config().get("workers").asInt();
    int leaves = Integer.highestOneBit(2 * workers - 1);
    RealCluster.Result result = new RealCluster(transport, shards, workers, leaves).train(training);
    check(golden, "loss", result.totals().stream().mapToDouble(t -> t.loss() / t.weight()));
    if (leaves == workers) {
      // Otherwise virtual workers have other shares of a batch; its mean is the same.
      check(
          golden, "worker_loss", Arrays.stream(result.leafLoss()).flatMapToDouble(Arrays::stream));
    }
    double[] norms = new double[training.steps()];
    Arrays.setAll(norms, result.gradients()::norm);
    check(golden, "grad_norm", Arrays.stream(norms));
    if (training.update().clip().kind() == ClipSpec.Kind.GLOBAL_NORM) {
      check(golden, "grad_norm", result.totals().stream().mapToDouble(StepTotals::gradientNorm));
    }
    double[] weights = toDoubles(result.weights());
    for (Segment segment : new Network(training.network()).segments().list()) {
      check(golden, "grad0." + segment.name(), slice(result.gradients().mean(0), segment));
      check(golden, "final." + segment.name(), slice(weights, segment));
    }
    check(golden, "final_output", Arrays.stream(outputs(training, result.weights())));
  }

  @ParameterizedTest
  @MethodSource("singleRuns")
  void dataParallelEqualsTheSingleRun(GoldenCase golden) throws Exception {
    GoldenTraining training = built(golden);
    RealCluster.Result single = new RealCluster(Transport.LOCAL, 1, 1, 1).train(training);
    RealCluster.Result two = new RealCluster(Transport.LOCAL, 2, 2, 2).train(training);
    RealCluster.Result four = new RealCluster(Transport.LOCAL, 1, 4, 4).train(training);
    for (RealCluster.Result parallel : List.of(two, four)) {
      Goldens.assertClose(parallel.weights(), toDoubles(single.weights()), DATA_PARALLEL_TOLERANCE);
    }
    // The same virtual workers on one and on three workers, on other shards and transports.
    for (RealCluster other :
        List.of(
            new RealCluster(Transport.LOCAL, 3, 1, 4), new RealCluster(Transport.TCP, 2, 3, 4))) {
      RealCluster.Result same = other.train(training);
      assertThat(same.weights()).isEqualTo(four.weights());
      assertThat(same.totals()).isEqualTo(four.totals());
    }
  }

  static Stream<GoldenCase> goldens() {
    return GoldenCase.ofKind("training", "training").stream();
  }

  static Stream<GoldenCase> singleRuns() {
    return goldens().filter(golden -> golden.config().get("workers").asInt() == 1);
  }

  @Test
  void trainingsOfEveryBuiltKindAreBuilt() {
    if (System.getProperty("weir.reference", "").isBlank()) {
      assertThat(
              goldens()
                  .filter(golden -> GoldenTraining.of(golden).isPresent())
                  .map(GoldenCase::name))
          .contains(
              "linear_sgd",
              "logistic_sgd_l2",
              "mlp_adam_4_workers",
              "mlp_adam_clip",
              "mlp_lamb",
              "lstm_adam",
              "cnn_momentum");
    }
  }

  private static GoldenTraining built(GoldenCase golden) {
    Optional<GoldenTraining> training = GoldenTraining.of(golden);
    Assumptions.assumeTrue(training.isPresent(), () -> "not built yet: " + golden.name());
    return training.orElseThrow();
  }

  private static double[] outputs(GoldenTraining training, float[] weights) throws Exception {
    LeafRows rows = LeafRows.of(training.blocks(1).get(0));
    Batch batch = rows.layout().batch(rows.rows());
    int[] all = new int[rows.rows()];
    Arrays.setAll(all, row -> row);
    rows.gather(all, 0, all.length, batch);
    Network network = new Network(training.network());
    network.forward(weights, batch, Pass.EVALUATION, UnitGate.OPEN);
    return Arrays.copyOf(toDoubles(network.output(0)), rows.rows() * network.outputShape(0).size());
  }

  private static DoubleStream slice(double[] flat, Segment segment) {
    return Arrays.stream(flat, segment.offset(), segment.end());
  }

  private static double[] toDoubles(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }

  private static void check(GoldenCase golden, String tensor, DoubleStream actual) {
    try {
      Goldens.assertClose(actual.toArray(), golden.tensor(tensor).data(), TOLERANCE);
    } catch (AssertionError e) {
      throw new AssertionError(golden.name() + " " + tensor + ": " + e.getMessage(), e);
    }
  }
}
