package weir.driver.config.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import weir.driver.config.ClassWeights;
import weir.driver.config.ClusterSpec;
import weir.driver.config.ColumnRoles;
import weir.driver.config.DataFormat;
import weir.driver.config.Dialect;
import weir.driver.config.EarlyStopping;
import weir.driver.config.HoldOut;
import weir.driver.config.JobSpec;
import weir.driver.config.MeaningSpec;
import weir.driver.config.PrepareSpec;
import weir.driver.config.RowOrder;
import weir.driver.config.ScheduleSettings;
import weir.driver.config.ServersSpec;
import weir.driver.config.StepCount;
import weir.driver.config.StopSpec;
import weir.driver.config.TableSpec;
import weir.driver.config.TrainSpec;
import weir.driver.config.Transport;
import weir.driver.files.Location;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.PenaltySpec;
import weir.tensor.Shape;
import weir.worker.loss.LossSpec;
import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.FlattenSpec;

class JobFileTest {
  static final Location FILE = Location.of("/jobs/small.yaml");

  static final String SMALL =
      """
      data: {train: "digits:100?seed=1"}
      model: {layers: [{dense: 10}]}
      loss: crossEntropy
      """;

  static final String LARGE =
      """
      name: everything
      data:
        format: csv
        train: [a.csv, /data/b.csv, "hdfs://host/c.csv"]
        test: test/*.csv
        validationFraction: 0.1
        label: income
        features: [age, job]
        positive: ">50K"
        header: false
        separator: ";"
        columns: [age, job, income]
        prepare:
          - dropDuplicates
          - impute: median
          - oneHot
          - scale: {columns: [age]}
          - standardize: age
      model:
        input: [28, 28, 1]
        layers:
          - flatten
          - dense: {units: 128, activation: relu, initializer: {he: normal}, bias: false}
          - leakyRelu: 0.2
          - dense: {units: 3, activation: {elu: {alpha: 0.5}}, biasInitializer: {constant: 0.1}}
          - softmax
      loss: {crossEntropy: {labelSmoothing: 0.1}}
      optimizer:
        adamW:
          learningRate: 1e-3
          beta2: 0.99
          schedule: {warmup: {epochs: 0.5, then: {cosine: {minRate: 1e-5}}}}
          clip: {globalNorm: 1}
          l1: 0.001
          maxNorm: 3
          groups: [{match: "*.bias", weightDecay: 0, maxNorm: none}]
      train:
        epochs: 7
        batchSize: 64
        virtualWorkers: 4
        seed: -9
        consistency: sync
        order: given
        accumulate: 2
        classWeights: {a: 1, b: 2.5}
        earlyStopping: {metric: accuracy, patience: 2, minDelta: 0.01, restore: false}
        stop: {loss: 0.1, metric: accuracy, target: 0.99, tolerance: 1e-6}
      cluster:
        workers: 3
        shards: 2
        servers: ["127.0.0.1:7070", "[::1]:7071"]
        transport: tcp
        deadlineSeconds: 2.5
        mixedBlas: allow
        blasCore: Haswell
      output: ../runs/all
      """;

  static JobSpec parse(String yaml, String... overrides) {
    return JobFile.parse(yaml, FILE, List.of(overrides));
  }

  @Test
  void fillsInDefaults() {
    JobSpec job = parse(SMALL);

    assertThat(job.name()).isEqualTo("small");
    assertThat(job.output()).isEqualTo("/jobs/runs/small");
    assertThat(job.data().format()).isEqualTo(DataFormat.DIGITS);
    assertThat(job.data().train()).containsExactly("digits:100?seed=1");
    assertThat(job.data().test()).isEqualTo(HoldOut.NONE);
    assertThat(job.data().validation()).isEqualTo(HoldOut.NONE);
    assertThat(job.data().table()).isEqualTo(TableSpec.DEFAULT);
    assertThat(job.data().prepare()).isEmpty();
    assertThat(job.model().input()).isNull();
    assertThat(job.train()).isEqualTo(TrainSpec.DEFAULT);
    assertThat(job.cluster()).isEqualTo(ClusterSpec.DEFAULT);
    assertThat(job.optimizer().rule()).isEqualTo(new OptimizerSpec.Adam(0.9, 0.999, 1e-8));
    assertThat(job.optimizer().learningRate()).isEqualTo(0.001);
    assertThat(job.virtualWorkers()).isEqualTo(2);
    assertThat(job.classification()).isTrue();
  }

  @Test
  void readsTheDataSection() {
    var data = parse(LARGE).data();

    assertThat(data.format()).isEqualTo(DataFormat.CSV);
    assertThat(data.train()).containsExactly("/jobs/a.csv", "/data/b.csv", "hdfs://host/c.csv");
    assertThat(data.test()).isEqualTo(HoldOut.of(List.of("/jobs/test/*.csv")));
    assertThat(data.validation()).isEqualTo(HoldOut.of(0.1));
    assertThat(data.table())
        .isEqualTo(
            new TableSpec(
                List.of("income"),
                List.of("age", "job"),
                ">50K",
                new Dialect(false, ';', true, "UTF-8", '.', false),
                List.of("age", "job", "income"),
                MeaningSpec.DEFAULT,
                ColumnRoles.NONE));
    assertThat(data.prepare())
        .containsExactly(
            new PrepareSpec.DropDuplicates(),
            new PrepareSpec.Impute(PrepareSpec.Strategy.MEDIAN, List.of()),
            new PrepareSpec.OneHot(List.of()),
            new PrepareSpec.Scale(List.of("age")),
            new PrepareSpec.Standardize(List.of("age")));
  }

  @Test
  void readsColumnsOfWeightsAndOfOrder() {
    String job =
        "data: {format: frame, frames: [train, test], label: y, weight: w, orderBy: t}\n"
            + "model: {layers: [{dense: 1}]}\nloss: meanSquaredError\ntrain: {order: given}\n";
    JobSpec read = parse(job);
    assertThat(read.data().table().roles()).isEqualTo(new ColumnRoles("w", "t"));
    assertThat(read.data().test()).isEqualTo(HoldOut.FRAME);
    assertThat(read.data().validation()).isEqualTo(HoldOut.NONE);
    assertThat(parse(JobFile.write(read)).data()).isEqualTo(read.data());
  }

  @Test
  void readsTheModelSection() {
    JobSpec job = parse(LARGE);

    assertThat(job.model().input()).isEqualTo(new Shape(28, 28, 1));
    assertThat(job.model().layers()).hasSize(5);
    assertThat(job.model().layers().get(0)).isEqualTo(new FlattenSpec());
    DenseSpec first = (DenseSpec) job.model().layers().get(1);
    assertThat(first.units()).isEqualTo(128);
    assertThat(first.useBias()).isFalse();
    assertThat(first.activation().function()).isEqualTo(ActivationKind.RELU);
    assertThat(job.model().layers().get(2)).isEqualTo(ActivationSpec.leakyRelu(0.2));
    assertThat(((DenseSpec) job.model().layers().get(3)).activation())
        .isEqualTo(ActivationSpec.elu(0.5));
    assertThat(job.loss()).isEqualTo(new LossSpec.SoftmaxCrossEntropy(List.of(), 0.1));
  }

  @Test
  void readsTheOptimizer() {
    var optimizer = parse(LARGE).optimizer();

    assertThat(optimizer.rule()).isEqualTo(new OptimizerSpec.Adam(0.9, 0.99, 1e-8));
    assertThat(optimizer.penalty()).isEqualTo(new PenaltySpec(0.001, 0, 0.01, 3));
    assertThat(optimizer.clip()).isEqualTo(new ClipSpec.GlobalNorm(1));
    assertThat(optimizer.groups().get(0).penalty()).isEqualTo(new PenaltySpec(0.001, 0, 0));
    assertThat(optimizer.schedule())
        .isEqualTo(
            new ScheduleSettings.Warmup(
                new StepCount(0.5, StepCount.Unit.EPOCHS),
                0,
                new ScheduleSettings.Cosine(StepCount.REST, 1e-5)));
  }

  @Test
  void readsTrainAndCluster() {
    JobSpec job = parse(LARGE);
    TrainSpec train = job.train();

    assertThat(train.epochs()).isEqualTo(7);
    assertThat(train.batchSize()).isEqualTo(64);
    assertThat(train.virtualWorkers()).isEqualTo(4);
    assertThat(train.seed()).isEqualTo(-9);
    assertThat(train.order()).isEqualTo(RowOrder.GIVEN);
    assertThat(train.accumulate()).isEqualTo(2);
    assertThat(train.classWeights().kind()).isEqualTo(ClassWeights.Kind.GIVEN);
    assertThat(train.classWeights().weights()).containsEntry("b", 2.5);
    assertThat(train.earlyStopping()).isEqualTo(new EarlyStopping("accuracy", 2, 0.01, false));
    assertThat(train.stop()).isEqualTo(new StopSpec(0.1, "accuracy", 0.99, 1e-6));
    assertThat(job.cluster())
        .isEqualTo(
            new ClusterSpec(
                3,
                2,
                new ServersSpec(List.of("127.0.0.1:7070", "[::1]:7071")),
                Transport.TCP,
                2.5,
                true,
                "Haswell"));
    assertThat(job.output()).isEqualTo("/runs/all");
  }

  @Test
  void writesAJobThatReadsBackEqual() {
    JobSpec job = parse(LARGE);
    assertThat(parse(JobFile.write(job))).isEqualTo(job);

    JobSpec small = parse(SMALL, "train.virtualWorkers=2");
    assertThat(parse(JobFile.write(small))).isEqualTo(small);
  }

  @Test
  void overridesReachEveryKey() {
    JobSpec job =
        parse(
            LARGE,
            "train.epochs=10",
            "model.layers.1.dense.units=64",
            "optimizer={sgd: {learningRate: 0.5, momentum: 0.9}}",
            "optimizer.sgd.nesterov=true",
            "data.train=[x.csv]",
            "cluster.servers=embedded",
            "output=/elsewhere");

    assertThat(job.train().epochs()).isEqualTo(10);
    assertThat(((DenseSpec) job.model().layers().get(1)).units()).isEqualTo(64);
    assertThat(job.optimizer().rule()).isEqualTo(new OptimizerSpec.Sgd(0.9, 0, true));
    assertThat(job.data().train()).containsExactly("/jobs/x.csv");
    assertThat(job.cluster().servers().embedded()).isTrue();
    assertThat(job.output()).isEqualTo("/elsewhere");
  }

  @Test
  void anOverrideOpensTheBareNameOfAVariant() {
    JobSpec job = parse(SMALL + "optimizer: adam\n", "optimizer.adam.learningRate=0.5");
    assertThat(job.optimizer().learningRate()).isEqualTo(0.5);
  }

  @Test
  void theMainOptionOfAnOptimizerIsItsRate() {
    assertThat(parse(SMALL + "optimizer: {sgd: 0.25}\n").optimizer().learningRate())
        .isEqualTo(0.25);
  }
}
