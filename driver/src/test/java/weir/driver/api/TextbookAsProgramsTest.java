package weir.driver.api;

import static weir.driver.api.Augmentations.flip;
import static weir.driver.api.DataFormats.csv;
import static weir.driver.api.DataFormats.idx;
import static weir.driver.api.DataFormats.text;
import static weir.driver.api.DataFormats.uniform;
import static weir.driver.api.Fit.fit;
import static weir.driver.api.Initializers.normal;
import static weir.driver.api.Initializers.zeros;
import static weir.driver.api.Layers.conv2d;
import static weir.driver.api.Layers.dense;
import static weir.driver.api.Layers.embedding;
import static weir.driver.api.Layers.flatten;
import static weir.driver.api.Layers.layerNorm;
import static weir.driver.api.Layers.lstm;
import static weir.driver.api.Layers.maxPool;
import static weir.driver.api.Layers.positionalEmbedding;
import static weir.driver.api.Layers.transformerBlock;
import static weir.driver.api.Losses.binaryCrossEntropy;
import static weir.driver.api.Losses.crossEntropy;
import static weir.driver.api.Losses.meanAbsoluteError;
import static weir.driver.api.Losses.meanSquaredError;
import static weir.driver.api.Optimizers.adam;
import static weir.driver.api.Optimizers.adamW;
import static weir.driver.api.Optimizers.ema;
import static weir.driver.api.Optimizers.sgd;
import static weir.driver.api.Schedules.cosine;
import static weir.driver.api.Schedules.oneCycle;
import static weir.driver.api.TextSteps.characters;
import static weir.driver.api.TextSteps.hashed;
import static weir.driver.api.TextSteps.words;
import static weir.worker.nn.spec.ActivationKind.GELU;
import static weir.worker.nn.spec.ActivationKind.RELU;
import static weir.worker.nn.spec.ActivationKind.SIGMOID;
import static weir.worker.nn.spec.ActivationKind.SOFTMAX;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import weir.driver.config.HashSpec.Weight;
import weir.driver.config.JobSpec;
import weir.driver.config.SlidingWindow;
import weir.driver.config.TextLabel;
import weir.worker.augment.AugmentSpec;

/** Every program of docs/textbook.md, said in Java. */
class TextbookAsProgramsTest {
  private static final Path JOBS =
      Path.of(System.getProperty("weir.root"), "deploy", "jobs", "textbook");

  private final Map<String, Supplier<JobSpec>> programs = new TreeMap<>();

  TextbookAsProgramsTest() {
    programs.put("a-soft", () -> randomPixels("a-soft", false));
    programs.put("a-binary", () -> randomPixels("a-binary", true));
    programs.put("a-mnist-zero", TextbookAsProgramsTest::zeroOrNot);
    programs.put("i-etth1", TextbookAsProgramsTest::oilTemperature);
    programs.put("b-house-price", TextbookAsProgramsTest::lineThroughHouses);
    programs.put("c-network", () -> linearNetwork("c-network", sgd(0.1), 50));
    programs.put("c-network-momentum", () -> linearNetwork("c-network-momentum", ema(0.1), 50));
    programs.put("d-thousand-steps", () -> linearNetwork("d-thousand-steps", sgd(0.01), 1000));
    programs.put("e-gradient-descent", TextbookAsProgramsTest::gradientDescent);
    programs.put("f-cnn-mnist", () -> convolutions("mnist", "f-cnn-mnist", 8));
    programs.put("f-cnn-fashion", () -> convolutions("fashion-mnist", "f-cnn-fashion", 10, flip()));
    programs.put("g-lstm-trec", TextbookAsProgramsTest::questions);
    programs.put("g-lstm-imdb", TextbookAsProgramsTest::reviewsByRecurrence);
    programs.put("h-mr", TextbookAsProgramsTest::sentences);
    programs.put("h-imdb", TextbookAsProgramsTest::reviewsByWords);
    programs.put("j-transformer-shakespeare", TextbookAsProgramsTest::shakespeare);
  }

  private static String shared(String name) {
    return JOBS.resolve("../../../../shared/data/" + name).toString();
  }

  private static Fit run(String name) {
    return fit().name(name).output(JOBS.resolve("../../../runs/textbook/" + name).toString());
  }

  private static Model binaryClassifier(Sequential network) {
    return network.compile(binaryCrossEntropy(), adam(0.001));
  }

  private static JobSpec randomPixels(String name, boolean binary) {
    return binaryClassifier(
            Sequential.of(dense(128).activation(RELU), dense(1).activation(SIGMOID)))
        .job(
            uniform(1000, 784, 1, binary)
                .validation(
                    "uniform:1000?features=784&seed=1&labels=" + (binary ? "binary" : "soft")),
            run(name).epochs(10).batchSize(32));
  }

  private static JobSpec zeroOrNot() {
    Data digits =
        idx(shared("mnist/train-images-idx3-ubyte.gz"))
            .test(shared("mnist/t10k-images-idx3-ubyte.gz"))
            .positive("0")
            .scale();
    return binaryClassifier(
            Sequential.of(dense(128).activation(RELU), dense(1).activation(SIGMOID)).input(784))
        .job(digits, run("a-mnist-zero").epochs(10).batchSize(32));
  }

  private static JobSpec lineThroughHouses() {
    return Sequential.of(dense(1))
        .compile(meanSquaredError(), sgd(0.01))
        .job(
            csv(shared("ames-housing/AmesHousing.csv"))
                .features("Gr Liv Area")
                .label("SalePrice")
                .standardize()
                .standardize("SalePrice"),
            run("b-house-price").epochs(1000).batchSize(2930));
  }

  private static JobSpec linearNetwork(String name, Optimizer optimizer, int epochs) {
    return Sequential.of(dense(3).initializer(normal()))
        .compile(meanSquaredError(), optimizer)
        .job(
            csv(JOBS.resolve("c.csv").toString()).label("y1", "y2", "y3"),
            run(name).epochs(epochs).batchSize(8));
  }

  private static JobSpec gradientDescent() {
    return Sequential.of(dense(1).withoutBias().initializer(zeros()))
        .compile(meanSquaredError(), sgd(0.01))
        .job(
            csv(JOBS.resolve("e.csv").toString()).label("y"),
            run("e-gradient-descent").epochs(1000).batchSize(3));
  }

  private static JobSpec convolutions(
      String images, String name, int epochs, AugmentSpec... changes) {
    Data data =
        idx(shared(images + "/train-images-idx3-ubyte.gz"))
            .test(shared(images + "/t10k-images-idx3-ubyte.gz"))
            .scale();
    return Sequential.of(
            conv2d(32, 3).activation(RELU),
            maxPool(2),
            conv2d(64, 3).activation(RELU),
            maxPool(2),
            conv2d(128, 3).activation(RELU),
            maxPool(2),
            flatten(),
            dense(128).activation(RELU),
            dense(10))
        .input(28, 28, 1)
        .compile(crossEntropy(0.1), adam(0.002).schedule(cosine()))
        .job(data, run(name).epochs(epochs).batchSize(64).augment(changes));
  }

  private static Sequential twoLstms(int classes) {
    return Sequential.of(
        embedding(10_000, 64).padding(0),
        lstm(64).returnSequence(),
        lstm(64),
        dense(classes).activation(SOFTMAX));
  }

  private static JobSpec questions() {
    Data data =
        text(shared("trec-questions/TREC.train.all"))
            .test(shared("trec-questions/TREC.test.all"))
            .charset("ISO-8859-1")
            .label(TextLabel.FIRST_WORD)
            .tokens(words(100));
    return twoLstms(6)
        .compile(crossEntropy(), adam(0.002))
        .job(data, run("g-lstm-trec").epochs(10).batchSize(64));
  }

  private static Data reviews() {
    return csv(shared("imdb-subset/train.tsv.gz"))
        .test(shared("imdb-subset/test.tsv.gz"))
        .columns("label", "stars", "id", "text")
        .separator('\t')
        .withoutQuotes()
        .label("label")
        .texts("label")
        .features("text");
  }

  private static JobSpec reviewsByRecurrence() {
    return twoLstms(2)
        .compile(crossEntropy(), adam(0.002))
        .job(
            reviews().tokens(words(100).withoutPunctuation()),
            run("g-lstm-imdb").epochs(4).batchSize(64));
  }

  private static JobSpec sentences() {
    Data data =
        text(shared("mr-polarity/rt-polarity.neg"), shared("mr-polarity/rt-polarity.pos"))
            .testFraction(0.1)
            .label(TextLabel.FILE)
            .positive("rt-polarity.pos")
            .hash(hashed(1 << 18).ngrams(2).weight(Weight.BINARY));
    return Sequential.of(dense(1))
        .compile(binaryCrossEntropy(), adam(0.01))
        .job(data, run("h-mr").epochs(6).batchSize(64));
  }

  private static JobSpec reviewsByWords() {
    return Sequential.of(dense(1))
        .compile(binaryCrossEntropy(), adam(0.01))
        .job(
            reviews().hash(hashed(1 << 20).ngrams(2).weight(Weight.BINARY)),
            run("h-imdb").epochs(5).batchSize(64));
  }

  private static JobSpec shakespeare() {
    Layer block = transformerBlock(4, 512).activation(GELU).causal();
    return Sequential.of(
            embedding(67, 128), positionalEmbedding(), block, block, layerNorm(), dense(67))
        .compile(crossEntropy(), adamW(0.003).schedule(oneCycle()))
        .job(
            text(shared("tiny-shakespeare/input.txt"))
                .label(TextLabel.NEXT)
                .splitByTime()
                .validationFraction(0.1)
                .tokens(characters(64).vocabulary(67)),
            run("j-transformer-shakespeare").epochs(8).batchSize(64));
  }

  private static JobSpec oilTemperature() {
    return Sequential.of(flatten(), dense(1).initializer(zeros()))
        .compile(meanAbsoluteError(), adam(0.003).schedule(cosine()))
        .job(
            csv(shared("etth1/ETTh1.csv"))
                .label("OT")
                .features("OT")
                .standardize("OT")
                .splitByTime(8640, 2880, 2880)
                .window(SlidingWindow.of(48).withDifference()),
            run("i-etth1").epochs(100).batchSize(64));
  }

  @Test
  void everyJobFileHasAProgramThatMakesTheSameJob() throws IOException {
    new JobPrograms(JOBS, programs).areTheJobFiles();
  }
}
