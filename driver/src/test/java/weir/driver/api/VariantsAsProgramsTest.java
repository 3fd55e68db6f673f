package weir.driver.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.driver.api.DataFormats.csv;
import static weir.driver.api.DataFormats.digits;
import static weir.driver.api.DataFormats.parquet;
import static weir.driver.api.Fit.fit;
import static weir.driver.api.Layers.activation;
import static weir.driver.api.Layers.dense;
import static weir.driver.api.Layers.embedding;
import static weir.driver.api.Layers.gru;
import static weir.driver.api.Layers.lstm;
import static weir.driver.api.Layers.simpleRnn;
import static weir.driver.api.Losses.crossEntropy;
import static weir.driver.api.Schedules.epochs;
import static weir.driver.api.Schedules.steps;
import static weir.worker.nn.spec.ActivationKind.LOG_SOFTMAX;
import static weir.worker.nn.spec.ActivationKind.SOFTMAX;
import static weir.worker.nn.spec.InitializerSpec.Distribution.NORMAL;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.UserInputException;
import weir.driver.config.AverageSettings;
import weir.driver.config.Choice;
import weir.driver.config.EarlyStopping;
import weir.driver.config.JobSpec;
import weir.driver.config.PrepareSpec;
import weir.driver.config.RowOrder;
import weir.driver.config.ScheduleSettings;
import weir.driver.config.Transport;
import weir.driver.config.text.JobFile;
import weir.driver.config.text.LayerText;
import weir.proto.spec.AverageSpec;
import weir.proto.spec.ConsistencySpec;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.PenaltySpec;
import weir.worker.loss.LossSpec;
import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.InitializerSpec;
import weir.worker.nn.spec.SelfAttentionSpec;

/** Every variant and option of a job file, said in Java. */
class VariantsAsProgramsTest {
  private static final String SMALL =
      """
      name: small
      data: {train: "digits:100?seed=1"}
      model: {layers: [{dense: 10}]}
      loss: crossEntropy
      """;

  @TempDir Path folder;

  private JobSpec small(String... overrides) {
    return read(SMALL, overrides);
  }

  private JobSpec read(String yaml, String... overrides) {
    return JobPrograms.read(folder.resolve("small.yaml"), yaml, overrides);
  }

  @Test
  void whatIsLeftOutIsTheSame() {
    assertThat(
            Sequential.of(dense(10))
                .compile(crossEntropy())
                .job(
                    digits(100, 1),
                    fit().name("small").output(folder.resolve("runs/small").toString())))
        .isEqualTo(small());
  }

  @TestFactory
  List<DynamicTest> losses() {
    return List.of(
        loss("crossEntropy", Losses.crossEntropy()),
        loss("{crossEntropy: 0.1}", Losses.crossEntropy(0.1)),
        loss("binaryCrossEntropy", Losses.binaryCrossEntropy()),
        loss("{binaryCrossEntropy: [2, 3]}", Losses.binaryCrossEntropy(2, 3)),
        loss("meanSquaredError", Losses.meanSquaredError()),
        loss("meanAbsoluteError", Losses.meanAbsoluteError()),
        loss("huber", Losses.huber()),
        loss("{huber: 2}", Losses.huber(2)),
        loss("smoothL1", Losses.smoothL1()),
        loss("{smoothL1: 2}", Losses.smoothL1(2)));
  }

  private DynamicTest loss(String yaml, LossSpec loss) {
    return DynamicTest.dynamicTest(
        yaml, () -> assertThat(loss).isEqualTo(small("loss=" + yaml).loss()));
  }

  @TestFactory
  List<DynamicTest> optimizers() {
    return List.of(
        optimizer("sgd", Optimizers.sgd()),
        optimizer("{sgd: 0.5}", Optimizers.sgd(0.5)),
        optimizer("momentum", Optimizers.momentum()),
        optimizer("{momentum: 0.5}", Optimizers.momentum(0.5)),
        optimizer(
            "{momentum: {learningRate: 0.5, momentum: 0.8, nesterov: true}}",
            Optimizers.momentum(0.5, new OptimizerSpec.Sgd(0.8, 0, true))),
        optimizer("ema", Optimizers.ema()),
        optimizer(
            "{ema: {learningRate: 0.5, beta: 0.8}}",
            Optimizers.ema(0.5, new OptimizerSpec.Ema(0.8))),
        optimizer("adam", Optimizers.adam()),
        optimizer(
            "{adam: {learningRate: 0.5, beta1: 0.8, beta2: 0.99, epsilon: 0.1}}",
            Optimizers.adam(0.5, new OptimizerSpec.Adam(0.8, 0.99, 0.1))),
        optimizer(
            "{adam: {amsGrad: true}}",
            Optimizers.adam(0.001, new OptimizerSpec.Adam(0.9, 0.999, 1e-8, true))),
        optimizer("adamW", Optimizers.adamW()),
        optimizer(
            "{adamW: {learningRate: 0.5, beta1: 0.8, weightDecay: 0.1}}",
            Optimizers.adamW(0.5, new OptimizerSpec.Adam(0.8, 0.999, 1e-8)).weightDecay(0.1)),
        optimizer("lamb", Optimizers.lamb()),
        optimizer(
            "{lamb: {learningRate: 0.5, beta2: 0.9, biasCorrection: false, weightDecay: 0.1}}",
            Optimizers.lamb(0.5, new OptimizerSpec.Lamb(0.9, 0.9, 1e-6, false)).weightDecay(0.1)),
        optimizer("rmsProp", Optimizers.rmsProp()),
        optimizer(
            "{rmsProp: {learningRate: 0.5, alpha: 0.9, epsilon: 0.1, momentum: 0.8, centered:"
                + " true}}",
            Optimizers.rmsProp(0.5, new OptimizerSpec.RmsProp(0.9, 0.1, 0.8, true))),
        optimizer("adagrad", Optimizers.adagrad()),
        optimizer(
            "{adagrad: {learningRate: 0.5, learningRateDecay: 0.1, initialAccumulator: 1}}",
            Optimizers.adagrad(0.5, new OptimizerSpec.Adagrad(0.1, 1, 1e-10))),
        optimizer("adadelta", Optimizers.adadelta()),
        optimizer(
            "{adadelta: {learningRate: 0.5, rho: 0.8, epsilon: 0.1}}",
            Optimizers.adadelta(0.5, new OptimizerSpec.Adadelta(0.8, 0.1))),
        optimizer("ftrl", Optimizers.ftrl()),
        optimizer(
            "{ftrl: {learningRate: 0.5, beta: 2, l1: 0.1, l2: 0.2, clip: {value: 1}}}",
            Optimizers.ftrl(0.5, new OptimizerSpec.Ftrl(2, 0.1, 0.2)).clipValue(1)));
  }

  @TestFactory
  List<DynamicTest> penaltiesOfOptimizers() {
    return List.of(
        optimizer(
            "{sgd: {clip: {value: 1}, l1: 0.1, l2: 0.2}}",
            Optimizers.sgd().clipValue(1).l1(0.1).l2(0.2)),
        optimizer(
            "{sgd: {l2: 0.1, maxNorm: 2, groups: [{match: '1.*', l2: 0, maxNorm: none}]}}",
            Optimizers.sgd().maxNorm(2).l2(0.1).group("1.*", PenaltySpec.NONE)),
        optimizer(
            "{sgd: {clip: {globalNorm: 1}, weightDecay: 0.1, "
                + "groups: [{match: '*.bias', weightDecay: 0}, {match: '0.*', l2: 1}]}}",
            Optimizers.sgd()
                .clipGlobalNorm(1)
                .weightDecay(0.1)
                .group("*.bias", PenaltySpec.NONE)
                .group("0.*", new PenaltySpec(0, 1, 0.1))),
        optimizer(
            "{adamW: {groups: [{match: [embed.*, '0.*'], freeze: true}, "
                + "{match: vectors, learningRate: 0.01}]}}",
            Optimizers.adamW().freeze("embed.*", "0.*").rateOf("vectors", 0.01)),
        optimizer("{adam: {average: {ema: 0.99}}}", Optimizers.adam().averageWeights(0.99)),
        optimizer(
            "{sgd: {average: {mean: 1.5}}}",
            Optimizers.sgd().average(new AverageSettings(AverageSpec.Kind.MEAN, 0, 1.5))),
        optimizer(
            "{ftrl: {groups: [{match: biases, learningRate: 0.5}]}}",
            Optimizers.ftrl().rateOf("biases", 0.5)));
  }

  private DynamicTest optimizer(String yaml, Optimizer optimizer) {
    return DynamicTest.dynamicTest(
        yaml,
        () -> assertThat(optimizer.settings()).isEqualTo(small("optimizer=" + yaml).optimizer()));
  }

  @TestFactory
  List<DynamicTest> schedules() {
    return List.of(
        schedule("constant", Schedules.constant()),
        schedule("{step: 10}", Schedules.step(steps(10))),
        schedule("{step: {epochs: 1.5, gamma: 0.5}}", Schedules.step(epochs(1.5), 0.5)),
        schedule("{multiStep: [10, 20]}", Schedules.multiStep(steps(10), steps(20))),
        schedule(
            "{multiStep: {epochs: [1, 2], gamma: 0.5}}",
            Schedules.multiStep(0.5, epochs(1), epochs(2))),
        schedule("{exponential: {epochs: 1, gamma: 0.9}}", Schedules.exponential(epochs(1), 0.9)),
        schedule("cosine", Schedules.cosine()),
        schedule("{cosine: {minRate: 1.0e-5}}", Schedules.cosine(1e-5)),
        schedule("{cosine: {steps: 7, minRate: 1.0e-5}}", Schedules.cosine(steps(7), 1e-5)),
        schedule("{cosineRestarts: {epochs: 2}}", Schedules.cosineRestarts(epochs(2))),
        schedule(
            "{cosineRestarts: {steps: 7, growth: 2, minRate: 1.0e-5}}",
            Schedules.cosineRestarts(steps(7), 2, 1e-5)),
        schedule("oneCycle", Schedules.oneCycle()),
        schedule(
            "{oneCycle: {riseFraction: 0.2, startDivisor: 10, endDivisor: 100}}",
            Schedules.oneCycle(0.2, 10, 100)),
        schedule("polynomial", Schedules.polynomial()),
        schedule("{polynomial: {power: 2, endRate: 1.0e-5}}", Schedules.polynomial(2, 1e-5)),
        schedule("{polynomial: {epochs: 2, power: 2}}", Schedules.polynomial(epochs(2), 2, 0)),
        schedule(
            "{warmup: {epochs: 1, then: cosine}}", Schedules.warmup(epochs(1), Schedules.cosine())),
        schedule(
            "{warmup: {steps: 9, startRate: 1.0e-5}}",
            Schedules.warmup(steps(9), 1e-5, Schedules.constant())));
  }

  private DynamicTest schedule(String yaml, ScheduleSettings schedule) {
    return DynamicTest.dynamicTest(
        yaml,
        () ->
            assertThat(schedule)
                .isEqualTo(
                    small("optimizer={sgd: {schedule: " + yaml + "}}").optimizer().schedule()));
  }

  @Test
  void reducePlateau() {
    String[] job = {
      "data.validationFraction=0.2", "optimizer={sgd: {schedule: {reducePlateau: accuracy}}}"
    };
    assertThat(Schedules.reducePlateau("accuracy")).isEqualTo(small(job).optimizer().schedule());
  }

  @TestFactory
  List<DynamicTest> initializers() {
    return List.of(
        initializer("zeros", Initializers.zeros()),
        initializer("{constant: 2}", Initializers.constant(2)),
        initializer("normal", Initializers.normal()),
        initializer("{normal: 0.02}", Initializers.normal(0.02)),
        initializer("{normal: {mean: 1, deviation: 2}}", Initializers.normal(1, 2)),
        initializer("uniform", Initializers.uniform()),
        initializer("{uniform: 0.5}", Initializers.uniform(0.5)),
        initializer("{uniform: {low: 0, high: 2}}", Initializers.uniform(0, 2)),
        initializer("xavier", Initializers.xavier()),
        initializer("{xavier: {distribution: normal, gain: 2}}", Initializers.xavier(NORMAL, 2)),
        initializer("he", Initializers.he()),
        initializer("{he: normal}", Initializers.he(NORMAL, 1)),
        initializer("lecun", Initializers.lecun()),
        initializer("{lecun: normal}", Initializers.lecun(NORMAL, 1)));
  }

  private DynamicTest initializer(String yaml, InitializerSpec initializer) {
    return DynamicTest.dynamicTest(
        yaml,
        () ->
            assertThat(dense(10).initializer(initializer).biasInitializer(initializer).spec())
                .isEqualTo(
                    layers("{dense: {units: 10, initializer: %1$s, biasInitializer: %1$s}}", yaml)
                        .model()
                        .layers()
                        .get(0)));
  }

  private JobSpec layers(String format, String... parts) {
    return small("model.layers=[" + String.format(Locale.ROOT, format, (Object[]) parts) + "]");
  }

  @Test
  void everyActivationInALayerAndAsALayer() {
    for (ActivationKind function : ActivationKind.values()) {
      String name = Choice.camel(function.name());
      JobSpec job = layers("{dense: {units: 3, activation: %1$s}}, %1$s", name);
      assertThat(Sequential.of(dense(3).activation(function), activation(function)))
          .extracting(network -> network.compile(crossEntropy()).job(digits(100, 1), fit()).model())
          .as(name)
          .isEqualTo(job.model());
    }
  }

  @Test
  void optionsOfLayersInAnyOrder() {
    JobSpec job =
        layers(
            "{dense: {units: 3, activation: {leakyRelu: 0.2}, bias: false}}, {elu: 0.5}, "
                + "{dropout: 0.5}, {softmax: 0}, {logSoftmax: 0}, "
                + "{dense: {units: 10, activation: relu, initializer: xavier}}");
    assertThat(
            Sequential.of(
                    dense(3).withoutBias().activation(ActivationSpec.leakyRelu(0.2)),
                    activation(ActivationSpec.elu(0.5)),
                    Layers.dropout(0.5),
                    activation(ActivationSpec.alongAxis(SOFTMAX, 0)),
                    activation(ActivationSpec.alongAxis(LOG_SOFTMAX, 0)),
                    dense(10).initializer(Initializers.xavier()).activation(ActivationKind.RELU))
                .compile(crossEntropy())
                .job(digits(100, 1), fit())
                .model())
        .isEqualTo(job.model());
  }

  @Test
  void layersOfSequences() {
    JobSpec job =
        layers(
            "{embedding: {vocabulary: 9, units: 3}}, {embedding: {vocabulary: 9, units: 3, padding:"
                + " 0, gradient: sparse, initializer: {normal: 0.1}}}, {lstm: {units: 3, return:"
                + " sequence, layers: 2, dropout: 0.2, bidirectional: true}}, {gru: {units: 3,"
                + " return: sequence}}, {simpleRnn: 3}");
    assertThat(job.model().layers())
        .containsExactly(
            embedding(9, 3).spec(),
            embedding(9, 3).padding(0).sparse().initializer(Initializers.normal(0.1)).spec(),
            lstm(3).returnSequence().layers(2).dropout(0.2).bidirectional().spec(),
            gru(3).returnSequence().spec(),
            simpleRnn(3).spec());
    assertThat(LayerText.write(job.model().layers().get(2)))
        .hasToString(
            "{lstm={units=3, return=sequence, layers=2, dropout=0.2, bidirectional=true}}");
    assertThat(LayerText.write(job.model().layers().get(1)))
        .hasToString(
            "{embedding={vocabulary=9, units=3, padding=0, gradient=sparse,"
                + " initializer={normal={mean=0.0, deviation=0.1}}}}");
  }

  @Test
  void layersOfTransformers() {
    JobSpec job =
        layers(
            "positionalEmbedding, {positionalEmbedding: {initializer: zeros}}, positionalEncoding,"
                + " {selfAttention: 2}, {selfAttention: {heads: 3, causal: true}}, {selfAttention:"
                + " {heads: 1, initializer: {normal: 0.02}}}, {transformerBlock: {heads: 2, hidden:"
                + " 8}}, {transformerBlock: {heads: 2, hidden: 8, activation: gelu, dropout: 0.1,"
                + " causal: true, norm: after}}, {dense: 10}");
    assertThat(
            Sequential.of(
                    Layers.positionalEmbedding(),
                    Layers.positionalEmbedding(Initializers.zeros()),
                    Layers.positionalEncoding(),
                    Layers.selfAttention(2),
                    Layers.causalSelfAttention(3),
                    Layers.selfAttention(
                        new SelfAttentionSpec(1, false, Initializers.normal(0.02))),
                    Layers.transformerBlock(2, 8),
                    Layers.transformerBlock(2, 8)
                        .activation(ActivationKind.GELU)
                        .dropout(0.1)
                        .causal()
                        .normAfter(),
                    dense(10))
                .compile(crossEntropy())
                .job(digits(100, 1), fit())
                .model())
        .isEqualTo(job.model());
    assertThat(read(JobFile.write(job)).model()).isEqualTo(job.model());
  }

  @Test
  void normalisationsOfLayers() {
    JobSpec job =
        layers(
            "batchNorm, {batchNorm: {momentum: 0.3, epsilon: 0.01, inputs: ['0']}},"
                + " {layerNorm: 0.1}, {dense: 10}");
    Layer[] layers = {
      Layers.batchNorm(), Layers.batchNorm(0.3, 0.01).reading("0"), Layers.layerNorm(0.1), dense(10)
    };
    assertThat(Sequential.of(layers).compile(crossEntropy()).job(digits(100, 1), fit()).model())
        .isEqualTo(job.model());
    assertThat(read(JobFile.write(job)).model()).isEqualTo(job.model());
  }

  @Test
  void namesAndInputsOfLayers() {
    JobSpec job =
        layers(
            "{dense: {units: 10, name: stem}}, layerNorm, {layerNorm: {epsilon: 0.1, inputs:"
                + " stem}}, {relu: {name: relu}}, {dropout: {rate: 0.5, inputs: ['1']}}, {add:"
                + " [stem, relu, '4']}, {add: {inputs: ['5', stem], name: sum}}");
    Layer[] layers = {
      dense(10).named("stem"),
      Layers.layerNorm(),
      Layers.layerNorm(0.1).reading("stem"),
      activation(ActivationKind.RELU).named("relu"),
      Layers.dropout(0.5).reading("1"),
      Layers.add("stem", "relu", "4"),
      Layers.add("5", "stem").named("sum")
    };
    assertThat(Sequential.of(layers).compile(crossEntropy()).job(digits(100, 1), fit()).model())
        .isEqualTo(job.model());
    assertThat(read(JobFile.write(job)).model()).isEqualTo(job.model());
  }

  @Test
  void everyOptionOfTheTraining() {
    JobSpec job =
        small(
            "data.validationFraction=0.1",
            "optimizer={adam: {schedule: {step: {epochs: 2, gamma: 0.5}}}}",
            "train={epochs: 9, batchSize: 64, maxBatchSize: 256, virtualWorkers: 8, seed: 3,"
                + " consistency: sync, order: given, accumulate: 2, classWeights: {cat: 2, dog:"
                + " 0.5}, earlyStopping: {metric: accuracy, patience: 2, minDelta: 0.1, restore:"
                + " false}, stop: {loss: 0.1, metric: f1Macro, target: 0.9, tolerance: 0.01}}",
            "cluster={workers: 3, shards: 2, servers: ['a:1', 'b:2'], transport: tcp, "
                + "deadlineSeconds: 5, mixedBlas: allow, blasCore: Haswell}",
            "output=/elsewhere");
    Fit settings =
        fit()
            .name("small")
            .output("/elsewhere")
            .epochs(9)
            .batchSize(64)
            .maxBatchSize(256)
            .virtualWorkers(8)
            .seed(3)
            .consistency(new ConsistencySpec.Sync())
            .order(RowOrder.GIVEN)
            .accumulate(2)
            .classWeights(Map.of("cat", 2.0, "dog", 0.5))
            .earlyStopping(new EarlyStopping("accuracy", 2, 0.1, false))
            .stopAtLoss(0.1)
            .stopAtMetric("f1Macro", 0.9)
            .stopAtTolerance(0.01)
            .workers(3)
            .shards(2)
            .servers("a:1", "b:2")
            .transport(Transport.TCP)
            .deadlineSeconds(5)
            .allowMixedBlas()
            .blasCore("Haswell");
    Optimizer optimizer = Optimizers.adam().schedule(Schedules.step(epochs(2), 0.5));
    Model model = Sequential.of(dense(10)).compile(crossEntropy(), optimizer);
    assertThat(model.job(digits(100, 1).validationFraction(0.1), settings)).isEqualTo(job);
    assertThat(model.job(digits(100, 1), fit().balancedClasses()).train())
        .isEqualTo(small("train.classWeights=balanced").train());
  }

  @Test
  void everyOptionOfTheData() {
    JobSpec job =
        small(
            "data={train: [/a.csv, 'hdfs://host/b.csv'], test: /t/*.csv, validation: /v.csv, "
                + "label: '2', features: ['0'], positive: 'yes', header: false, separator: ';', "
                + "prepare: [dropDuplicates, {impute: {strategy: mostFrequent, columns: ['0']}}, "
                + "impute, {oneHot: '1'}, {scale: '0'}, {standardize: ['0', '1']}]}");
    Data data =
        csv("/a.csv", "hdfs://host/b.csv")
            .test("/t/*.csv")
            .validation("/v.csv")
            .label("2")
            .features("0")
            .positive("yes")
            .withoutHeader()
            .separator(';')
            .dropDuplicates()
            .impute(PrepareSpec.Strategy.MOST_FREQUENT, "0")
            .impute()
            .oneHot("1")
            .scale("0")
            .standardize("0", "1");
    assertThat(data.spec()).isEqualTo(job.data());
    assertThat(parquet("/a.parquet").label("y").spec())
        .isEqualTo(small("data={train: /a.parquet, label: y}").data());
  }

  @Test
  void relativePathsAreThoseOfTheWorkingDirectory() {
    assertThat(csv("a.csv").label("y").spec().train())
        .containsExactly(Path.of("a.csv").toAbsolutePath().toString());
  }

  @Test
  void ftrlHasItsOwnPenaltiesAndTakesNoOthers() {
    assertThatThrownBy(() -> Optimizers.ftrl().weightDecay(0.1))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("none beside the l1 and l2 of the rule");
    assertThatThrownBy(() -> small("optimizer={ftrl: {weightDecay: 1}}"))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("unknown key optimizer.ftrl.weightDecay");
  }

  @Test
  void aWrongValueIsNamedAsInAJobFile() {
    Model model = Sequential.of(dense(10)).compile(crossEntropy());
    assertThatThrownBy(() -> model.job(digits(100, 1), fit().batchSize(0)))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("train.batchSize=0 (expected: >= 1)");
    assertThatThrownBy(() -> model.job(csv("a.csv"), fit()))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("data.label");
  }
}
