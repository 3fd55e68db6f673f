package weir.worker.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import weir.proto.partition.SumTree;
import weir.tensor.Shape;
import weir.worker.data.PartitionStore;
import weir.worker.data.RowBlock;
import weir.worker.data.RowLayout;
import weir.worker.loss.LossSpec;
import weir.worker.metric.Evaluation.ClassScores;
import weir.worker.metric.Evaluation.Confused;
import weir.worker.nn.Network;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.EmbeddingSpec;
import weir.worker.nn.spec.NetworkSpec;

/** The classes of a language model are its vocabulary. */
class ManyClassesTest {
  private static final long MEGABYTES = 1_000_000;

  @Test
  void moreClassesThanASquareOfIntsHolds() {
    int classes = 100_000;
    ConfusionMatrix matrix = new ConfusionMatrix(classes);
    for (int row = 0; row < 10; row++) {
      matrix.add(99_999, row < 7 ? 99_999 : 50_000);
    }
    matrix.add(50_000, 99_999);
    assertThat(matrix.accuracy()).isEqualTo(7.0 / 11);
    assertThat(matrix.ofClass(99_999))
        .isEqualTo(new ConfusionMatrix.Scores(7 / 8.0, 0.7, 14 / 18.0));
    assertThat(matrix.macro().recall()).isEqualTo(0.7 * (1.0 / classes));
    assertThat(matrix.count(99_999, 50_000)).isEqualTo(3);
    assertThat(matrix.count(50_000, 50_000)).isZero();
    EvaluationPartial all = partial(classes, matrix);
    assertThat(all.encode()).hasSizeLessThan(100);
    Evaluation evaluation = all.evaluation();
    assertThat(evaluation.confusion()).isEmpty();
    assertThat(evaluation.confused())
        .containsExactly(new Confused(99_999, 50_000, 3), new Confused(50_000, 99_999, 1));
    assertThat(evaluation.classes()).extracting(ClassScores::index).containsExactly(50_000, 99_999);
    assertThat(evaluation.metrics()).containsEntry("accuracy", 7.0 / 11);
  }

  /** The same counts by way of outputs. */
  private static EvaluationPartial partial(int classes, ConfusionMatrix matrix) {
    EvaluationPartial partial = new EvaluationPartial(specs(classes));
    for (long pair : matrix.pairs()) {
      int truth = (int) (pair / classes);
      int told = (int) (pair % classes);
      for (long row = 0; row < matrix.count(truth, told); row++) {
        float[] outputs = new float[classes];
        outputs[told] = 1;
        partial.addRows(1, 1, 1);
        partial.addOutput(0, outputs, new float[] {truth}, 1);
      }
    }
    return partial;
  }

  private static List<MetricSpec> specs(int classes) {
    return List.of(new MetricSpec(MetricSpec.Kind.CLASSES, classes));
  }

  @Test
  void tooManyPairsAreForgottenWhateverTheOrderAndNothingElseIs() {
    int classes = 2000;
    ConfusionMatrix all = new ConfusionMatrix(classes);
    ConfusionMatrix left = new ConfusionMatrix(classes);
    ConfusionMatrix right = new ConfusionMatrix(classes);
    for (int row = 0; row < PairCounts.MOST; row++) {
      (row % 2 == 0 ? left : right).add(row / classes, row % classes);
      all.add(row / classes, row % classes);
    }
    assertThat(all.hasPairs()).isTrue();
    left.merge(right);
    assertThat(left.hasPairs()).isTrue();
    assertThat(bytes(left)).isEqualTo(bytes(all));
    left.add(1999, 1999);
    right.add(1999, 1999);
    assertThat(right.hasPairs()).isTrue();
    right.merge(left);
    assertThat(right.hasPairs()).isFalse();
    assertThat(left.hasPairs()).isFalse();
    assertThat(left.total()).isEqualTo(PairCounts.MOST + 1);
    assertThat(left.support(1999)).isEqualTo(1);
    ConfusionMatrix read = ConfusionMatrix.read(new PartialReader(bytes(left)), classes);
    assertThat(bytes(read)).isEqualTo(bytes(left));
    assertThat(read.weighted()).isEqualTo(left.weighted());
    assertThat(read.hasPairs()).isFalse();
  }

  @Test
  void damagedPairsAreRefused() {
    ConfusionMatrix matrix = new ConfusionMatrix(3);
    matrix.add(2, 2);
    byte[] bytes = bytes(matrix);
    bytes[3]++; // one pair beyond the last
    assertThatThrownBy(() -> ConfusionMatrix.read(new PartialReader(bytes), 3))
        .hasMessageContaining("more pairs than classes²");
  }

  private static byte[] bytes(ConfusionMatrix matrix) {
    PartialWriter writer = new PartialWriter();
    matrix.write(writer);
    return writer.toBytes();
  }

  /** What is allocated is more than what is held at once. */
  @Test
  void aVocabularyOf50000CostsLessThan200MegabytesMoreThanOneOf500() throws InterruptedException {
    validate(500); // loads classes
    long small = validate(500);
    long large = validate(50_000);
    assertThat(large - small).isLessThan(200 * MEGABYTES);
  }

  /** Bytes allocated by the validation of an epoch, on the worker and in the driver. */
  private static long validate(int vocabulary) throws InterruptedException {
    int steps = 4;
    int leaves = 4;
    NetworkSpec spec =
        NetworkSpec.sequential(
            new Shape(steps),
            List.of(new EmbeddingSpec(vocabulary, 2), new DenseSpec(vocabulary)),
            new LossSpec.SoftmaxCrossEntropy(List.of(), 0));
    Network network = new Network(spec);
    float[] weights = new float[network.segments().length()];
    network.initialize(1, weights);
    List<RowBlock> blocks = new ArrayList<>();
    for (int leaf = 0; leaf < leaves; leaf++) {
      blocks.add(block(leaf, 50, steps, vocabulary));
    }
    var store = new PartitionStore(new RowLayout(steps, steps, false), 0, leaves, blocks);
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    SumTree tree = new SumTree(leaves);
    long before = threads.getCurrentThreadAllocatedBytes();
    Evaluator evaluator = new Evaluator(network);
    var partials = new TreeMap<>(evaluator.evaluate(weights, store, tree));
    Evaluation evaluation = Evaluator.merged(evaluator.specs(), partials, tree).evaluation();
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(evaluation.rows()).isEqualTo(50 * leaves);
    assertThat(evaluation.metrics().get("logLoss")).isPositive();
    return allocated;
  }

  private static RowBlock block(int leaf, int rows, int steps, int vocabulary) {
    Random random = new Random(leaf);
    float[] values = new float[rows * steps];
    float[] targets = new float[rows * steps];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(vocabulary);
      targets[i] = random.nextInt(vocabulary);
    }
    return new RowBlock(leaf, 0, rows, steps, values, null, null, targets, steps, null);
  }
}
