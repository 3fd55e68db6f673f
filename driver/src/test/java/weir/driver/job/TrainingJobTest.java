package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.config.JobSpec;
import weir.driver.config.RateRange;
import weir.driver.files.Location;
import weir.driver.model.ModelFile;
import weir.driver.model.TrainedModel;
import weir.driver.report.EpochSummary;
import weir.driver.report.RateCurve;
import weir.driver.report.Report;
import weir.driver.report.TrainingListener;
import weir.proto.partition.Segment;
import weir.proto.transport.Endpoint;
import weir.server.server.HostLimits;
import weir.server.server.ShardServer;
import weir.tensor.Kernels;
import weir.worker.nn.Network;

class TrainingJobTest {
  @TempDir Path folder;

  private static TrainingJob.Outcome train(JobSpec job) throws InterruptedException {
    return new TrainingJob(LocalSpark.session(), new TrainingListener() {}).run(job);
  }

  private String sha(String... overrides) throws InterruptedException {
    return train(Jobs.digits(folder, overrides)).report().weightsSha256();
  }

  @Test
  void learnsDigitsAndReportsWhatItDid() throws Exception {
    List<EpochSummary> epochs = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochEnded(EpochSummary summary) {
            epochs.add(summary);
          }
        };
    JobSpec job = Jobs.digits(folder);
    TrainingJob.Outcome outcome = new TrainingJob(LocalSpark.session(), listener).run(job);
    Report report = outcome.report();
    assertThat(report.results().metrics().get("accuracy").value()).isGreaterThan(0.6);
    assertThat(report.run().steps()).isEqualTo(3 * 30);
    assertThat(report.run().parameters()).isEqualTo(784 * 32 + 32 + 32 * 10 + 10);
    assertThat(report.traffic().applied()).as("two workers push every step").isEqualTo(2 * 90);
    assertThat(report.traffic().repeated()).isZero();
    assertThat(report.recoveries()).isEmpty();
    assertThat(epochs).extracting(EpochSummary::epoch).containsExactly(1, 2, 3);
    assertThat(epochs.get(2).trainLoss())
        .isLessThan(epochs.get(0).trainLoss())
        .isEqualTo(report.results().trainLoss().value());
  }

  @Test
  void theModelReadsBackAsItWasWritten() throws Exception {
    TrainedModel model = train(Jobs.digits(folder)).model();
    ModelFile.write(model, Location.of(folder.resolve("model")));
    TrainedModel read = ModelFile.read(Location.of(folder.resolve("model")));
    assertThat(read.weights()).isEqualTo(model.weights());
    assertThat(read.job()).isEqualTo(model.job());
    assertThat(read.preparation()).isEqualTo(model.preparation());
    assertThat(read.provenance()).isEqualTo(model.provenance());
    assertThat(read.labels()).hasSize(10);
  }

  @Test
  void endsInTheSameBitsWhateverTheCluster() throws Exception {
    String expected = sha("cluster.workers=1");
    for (int workers : new int[] {1, 2, 4}) {
      for (int shards : new int[] {1, 2, 3}) {
        String of = "cluster.workers=" + workers;
        assertThat(sha(of, "cluster.shards=" + shards))
            .as("%d workers, %d shards", workers, shards)
            .isEqualTo(expected);
      }
    }
    assertThat(sha("cluster.workers=2", "cluster.transport=tcp", "cluster.shards=2"))
        .isEqualTo(expected);
    assertThat(sha("cluster.workers=3")).as("an uneven share of leaves").isEqualTo(expected);
    assertThat(sha("train.seed=8")).isNotEqualTo(expected);
  }

  /** Groups of every kind: a rate of its own, no decay, a frozen layer. */
  private static final String GROUPS =
      "optimizer={adamW: {learningRate: 0.003, clip: {globalNorm: 1}, groups: ["
          + "{match: biases, weightDecay: 0}, {match: '2.*', learningRate: 0.001}]}}";

  @Test
  void groupsEndInTheSameBitsWhateverTheCluster() throws Exception {
    String expected = sha(GROUPS, "cluster.workers=1");
    assertThat(expected).isNotEqualTo(sha("optimizer={adamW: {clip: {globalNorm: 1}}}"));
    assertThat(sha(GROUPS, "cluster.workers=2", "cluster.shards=3")).isEqualTo(expected);
    assertThat(sha(GROUPS, "cluster.workers=4")).isEqualTo(expected);
  }

  @Test
  void boundedRowsEndInTheSameBitsWhateverTheClusterAndNoneIsLonger() throws Exception {
    String bound =
        "optimizer={adam: {learningRate: 0.01, clip: {globalNorm: 1}, maxNorm: 0.9, groups: ["
            + "{match: '2.*', maxNorm: 0.7}]}}";
    TrainingJob.Outcome outcome = train(Jobs.digits(folder, bound, "cluster.workers=1"));
    TrainedModel model = outcome.model();
    Network network = new Network(model.job().model().network(model.input(), model.job().loss()));
    double longest = 0;
    for (Segment segment : network.segments().list()) {
      double most = segment.name().startsWith("2.") ? 0.7 : 0.9;
      for (int at = segment.offset(); at < segment.end(); at += segment.rowLength()) {
        double squares = Kernels.sumOfSquares(model.weights(), at, segment.rowLength());
        double relative = segment.rank() > 1 ? Math.sqrt(squares) / most : 0;
        assertThat(relative).as(segment.name()).isLessThan(1 + 1e-6);
        longest = Math.max(longest, relative);
      }
    }
    assertThat(longest).as("some row is as long as it may be").isGreaterThan(1 - 1e-6);
    String expected = outcome.report().weightsSha256();
    for (int workers : new int[] {1, 2, 4}) {
      for (int shards : new int[] {1, 3}) {
        assertThat(sha(bound, "cluster.workers=" + workers, "cluster.shards=" + shards))
            .as("%d workers, %d shards", workers, shards)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void whatIsFrozenStaysAsItWasAndTheRestLearns() throws Exception {
    String[] jobs = {
      "optimizer={momentum: {learningRate: 0.1, l2: 0.001, groups: [{match: '1.*', freeze:"
          + " true}]}}",
      "cluster.workers=4",
      "cluster.shards=3"
    };
    TrainingJob.Outcome outcome = train(Jobs.digits(folder, jobs));
    JobSpec job = outcome.model().job();
    float[] initial = new float[outcome.model().weights().length];
    new Network(job.model().network(outcome.model().input(), job.loss())).initialize(7, initial);
    int first = 784 * 32 + 32;
    assertThat(Arrays.copyOf(outcome.model().weights(), first))
        .isEqualTo(Arrays.copyOf(initial, first));
    assertThat(outcome.report().results().metrics().get("accuracy").value()).isGreaterThan(0.3);
    assertThat(sha(jobs[0], "cluster.workers=1")).isEqualTo(outcome.report().weightsSha256());
  }

  @Test
  void aGroupThatMatchesNothingAndFreezingEverythingAreErrors() {
    assertThatThrownBy(() -> sha("optimizer={adam: {groups: [{match: '*.bais', l2: 0}]}}"))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("optimizer.groups.match=*.bais matches no tensor");
    assertThatThrownBy(() -> sha("optimizer={adam: {groups: [{match: '*', freeze: true}]}}"))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("(expected: a tensor that learns)");
  }

  @Test
  void aMetricThatTheLossDoesNotHaveIsRefusedBeforeTheFirstStep() {
    List.of(
            "train.earlyStopping={metric: acuracy}",
            "train.stop={metric: acuracy, target: 1}",
            "optimizer={adam: {schedule: {reducePlateau: {metric: acuracy}}}}")
        .forEach(
            wanted ->
                assertThatThrownBy(() -> sha("data.validationFraction=0.2", wanted))
                    .isInstanceOf(UserInputException.class)
                    .hasMessageMatching(
                        "(train|optimizer)[.a-zA-Z]+[.]metric=acuracy [(]expected: one of"
                            + " .accuracy, f1Macro,.* loss, .*[)]; set [.a-zA-Z]+[.]metric"));
  }

  @Test
  void aScheduleThatCannotBeIsTheUsersInput() {
    String cycle = "optimizer={adam: {schedule: {oneCycle: {riseFraction: 2}}}}";
    assertThatThrownBy(() -> sha(cycle))
        .isInstanceOf(UserInputException.class)
        .hasMessage(
            "optimizer.schedule.oneCycle.riseFraction=2.0 (expected: < 1); set"
                + " optimizer.schedule.oneCycle.riseFraction");
    String waves = "optimizer={adam: {schedule: {cosineRestarts: {epochs: 1, growth: 0}}}}";
    assertThatThrownBy(() -> sha(waves)).isInstanceOf(UserInputException.class);
  }

  @Test
  void batchNormEndsInTheSameBitsAndItsBuffersAreNoParameters() throws Exception {
    String model =
        "model={layers: [flatten, {dense: {units: 16, bias: false}}, batchNorm, relu, {dense:"
            + " 10}]}";
    String clip = "optimizer={adam: {learningRate: 0.003, clip: {globalNorm: 1}}}";
    Report one =
        train(Jobs.digits(folder, model, clip, "cluster.workers=1", "train.batchSize=42")).report();
    assertThat(one.run().parameters()).isEqualTo(784 * 16 + 2 * 16 + 16 * 10 + 10);
    assertThat(one.results().metrics().get("accuracy").value()).isGreaterThan(0.6);
    for (int workers : new int[] {2, 4}) {
      for (int shards : new int[] {1, 3}) {
        String of = "cluster.workers=" + workers;
        assertThat(sha(model, clip, of, "train.batchSize=42", "cluster.shards=" + shards))
            .as("%d workers, %d shards", workers, shards)
            .isEqualTo(one.weightsSha256());
      }
    }
  }

  @Test
  void lambWithClippingEndsInTheSameBits() throws Exception {
    String lamb = "optimizer={lamb: {learningRate: 0.01, clip: {globalNorm: 0.5}, l2: 0.001}}";
    String one = sha(lamb, "cluster.workers=1");
    assertThat(one).isNotEqualTo(sha("cluster.workers=1"));
    assertThat(sha(lamb, "cluster.workers=2", "cluster.shards=3", "cluster.transport=tcp"))
        .isEqualTo(one);
    assertThat(sha(lamb, "cluster.workers=4")).isEqualTo(one);
  }

  @Test
  void theAverageOfTheWeightsIsWhatIsMeasuredAndStoredOnAnyCluster() throws Exception {
    String[] jobs = {
      "optimizer={sgd: {learningRate: 0.5, average: {ema: {decay: 0.95, startEpoch: 0.5}}}}",
      "data.validationFraction=0.2",
      "cluster.workers=1"
    };
    TrainingJob.Outcome outcome = train(Jobs.digits(folder, jobs));
    assertThat(outcome.report().results().metrics().get("accuracy").value()).isGreaterThan(0.5);
    String expected = outcome.report().weightsSha256();
    assertThat(sha(jobs[0], jobs[1], "cluster.workers=2", "cluster.shards=3")).isEqualTo(expected);
    assertThat(sha(jobs[0], jobs[1], "cluster.workers=4")).isEqualTo(expected);
    assertThat(sha("optimizer={sgd: {learningRate: 0.5}}", jobs[1])).isNotEqualTo(expected);
  }

  @Test
  void aPlateauReducesTheRateOnAnyClusterAlike() throws Exception {
    String[] job = {
      "data.validationFraction=0.2",
      "train.epochs=4",
      "optimizer={sgd: {learningRate: 0.1, schedule: {reducePlateau: "
          + "{metric: loss, factor: 0.1, patience: 0, threshold: 0.9}}}}",
      "cluster.workers=1"
    };
    List<Double> rates = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochEnded(EpochSummary summary) {
            rates.add(summary.learningRate());
          }
        };
    String expected =
        new TrainingJob(LocalSpark.session(), listener)
            .run(Jobs.digits(folder, job))
            .report()
            .weightsSha256();
    assertThat(rates)
        .containsExactly(
            0.1, 0.1, 0.1 * (0.010000000000000002 / 0.1), 0.1 * (0.0010000000000000002 / 0.1));
    assertThat(sha(job[0], job[1], job[2], "cluster.workers=2", "cluster.shards=3"))
        .isEqualTo(expected);
    assertThat(sha(job[0], job[1], job[2], "cluster.workers=4")).isEqualTo(expected);
    assertThat(sha(job[0], job[1], "optimizer={sgd: {learningRate: 0.1}}")).isNotEqualTo(expected);
    assertThatThrownBy(() -> sha(job[2]))
        .hasMessageContaining("optimizer.schedule.reducePlateau.metric=loss (expected: validation");
  }

  @Test
  void aBatchThatGrowsEndsInTheSameBitsWhateverTheCluster() throws Exception {
    String[] job = {
      "train={epochs: 5, batchSize: 40, maxBatchSize: 160, virtualWorkers: 4, seed: 7}",
      "optimizer={sgd: {learningRate: 0.2, momentum: 0.9, schedule: {step: {epochs: 1, gamma:"
          + " 0.5}}}}",
      "cluster.workers=1"
    };
    List<EpochSummary> epochs = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochEnded(EpochSummary summary) {
            epochs.add(summary);
          }
        };
    Report report =
        new TrainingJob(LocalSpark.session(), listener).run(Jobs.digits(folder, job)).report();
    // 1200 rows: 30 steps of 40, 15 of 80, then 8 of at most 160
    assertThat(epochs).extracting(EpochSummary::step).containsExactly(30L, 45L, 53L, 61L, 69L);
    assertThat(epochs)
        .extracting(EpochSummary::learningRate)
        .containsExactly(0.2, 0.2, 0.2, 0.1, 0.05);
    assertThat(report.run().steps()).isEqualTo(69);
    assertThat(report.results().metrics().get("accuracy").value()).isGreaterThan(0.6);
    for (int workers : new int[] {1, 2, 4}) {
      for (int shards : new int[] {1, 3}) {
        String of = "cluster.workers=" + workers;
        assertThat(sha(job[0], job[1], of, "cluster.shards=" + shards))
            .as("%d workers, %d shards", workers, shards)
            .isEqualTo(report.weightsSha256());
      }
    }
    assertThat(sha(job[0], job[1], "train.maxBatchSize=0")).isNotEqualTo(report.weightsSha256());
  }

  private RateCurve rates(RateRange range, String... overrides) throws InterruptedException {
    return new TrainingJob(LocalSpark.session(), new TrainingListener() {})
        .findRate(Jobs.digits(folder, overrides), range);
  }

  @Test
  void findsTheSameRateOnAnyClusterAndStopsWhereTheLossExplodes() throws Exception {
    RateRange range = new RateRange(1e-4, 1e4, 60);
    String[] job = {"optimizer=sgd", "data.validationFraction=0.2", "cluster.workers=1"};
    RateCurve curve = rates(range, job);
    assertThat(curve.points()).hasSizeBetween(30, 59);
    assertThat(curve.points().get(0).rate()).isEqualTo(1e-4);
    assertThat(curve.points().get(1).rate()).isEqualTo(1e-4 * StrictMath.pow(1e8, 1.0 / 59));
    assertThat(curve.suggestion().orElseThrow()).isBetween(0.01, 3.0);
    assertThat(rates(range, job[0], job[1], "cluster.workers=2", "cluster.shards=3"))
        .isEqualTo(curve);
    assertThat(rates(range, job[0], job[1], "cluster.workers=4")).isEqualTo(curve);
  }

  @Test
  void aLossThatIsNoNumberEndsTheSearchButAFaultOfTheJobIsAnError() throws Exception {
    RateCurve curve =
        rates(
            new RateRange(1e-3, 1e30, 10),
            "optimizer=sgd",
            "loss={huber: {delta: 1.0e+30}}",
            "model={layers: [flatten, {dense: 1}]}");
    assertThat(curve.points()).hasSizeLessThan(10).isNotEmpty();
    assertThatThrownBy(
            () -> rates(RateRange.DEFAULT, "optimizer={adam: {groups: [{match: x, l2: 0}]}}"))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("matches no tensor");
  }

  @Test
  void endsInTheSameBitsOnServersOfItsOwn() throws Exception {
    try (ShardServer one =
            ShardServer.start(Endpoint.tcp("127.0.0.1", 0), 1, HostLimits.shared(1));
        ShardServer two =
            ShardServer.start(Endpoint.tcp("127.0.0.1", 0), 1, HostLimits.shared(1))) {
      String servers = "cluster.servers=[\"" + one.endpoint() + "\", \"" + two.endpoint() + "\"]";
      assertThat(sha(servers)).isEqualTo(sha("cluster.shards=1"));
      assertThat(sha(servers, "cluster.shards=3")).as("used again").isEqualTo(sha());
    }
  }

  @Test
  void endsInTheSameBitsFromOneFileOrSeven() throws Exception {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < 700; row++) {
      rows.add(row % 7 + "," + row * 37 % 101 + "," + (row % 7 + row * 37 % 101 > 50 ? "a" : "b"));
    }
    Path one = Files.createDirectory(folder.resolve("one"));
    Path seven = Files.createDirectory(folder.resolve("seven"));
    Files.write(one.resolve("all.csv"), rows);
    for (int file = 0; file < 7; file++) {
      Files.write(seven.resolve(file + ".csv"), rows.subList(100 * file, 100 * file + 100));
    }
    assertThat(sha(table(seven))).isEqualTo(sha(table(one)));
  }

  private static String[] table(Path files) {
    return new String[] {
      "data={format: csv, header: false, label: 2, train: \""
          + files
          + "/*.csv\", testFraction: 0.2,"
          + " prepare: [standardize]}",
      "model={layers: [{dense: {units: 8, activation: tanh}}, {dense: 2}]}"
    };
  }

  @Test
  void earlyStoppingRestoresTheBestWeights() throws Exception {
    JobSpec job =
        Jobs.digits(
            folder,
            "data.validationFraction=0.2",
            "train.epochs=30",
            "optimizer.adam.learningRate=0.03",
            "train.earlyStopping={metric: accuracy, patience: 2}");
    TrainingJob.Outcome outcome = train(job);
    assertThat(outcome.report().run().epochs()).isLessThan(30);
    assertThat(outcome.report().run().stopped()).contains("accuracy has not been better");
  }

  @Test
  void moreWorkersThanSlotsNamesBothNumbers() {
    JobSpec job = Jobs.digits(folder, "cluster.workers=8", "train.virtualWorkers=8");
    assertThatThrownBy(() -> train(job))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("cluster.workers=8 (expected: <= 4")
        .hasMessageContaining("local[4]");
  }

  @Test
  void aLossThatIsNotANumberEndsTheTrainingWithAdvice() {
    JobSpec job = Jobs.digits(folder, "optimizer={sgd: {learningRate: 1.0e+20}}");
    assertThatThrownBy(() -> train(job))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("optimizer.learningRate");
  }

  @Test
  void anUnreachableServerIsNamed() {
    JobSpec job =
        Jobs.digits(folder, "cluster.servers=[\"127.0.0.1:1\"]", "cluster.deadlineSeconds=2");
    assertThatThrownBy(() -> train(job))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("127.0.0.1:1");
  }
}
