package weir.driver.evaluate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import weir.driver.data.prepare.PixelRange;
import weir.driver.model.TrainedModel;
import weir.driver.report.Mistakes;
import weir.driver.report.Mistakes.Mistake;
import weir.driver.spark.Parcel;
import weir.tensor.Shape;
import weir.worker.data.Batch;
import weir.worker.data.LeafRows;
import weir.worker.data.RowBlock;
import weir.worker.nn.Network;
import weir.worker.nn.UnitGate;
import weir.worker.nn.layer.Pass;
import weir.worker.nn.spec.NetworkSpec;

/**
 * Finds the images that a classifier is most certain and wrong about. Each partition keeps its
 * worst, in an order that no cluster changes: probability, then rank. Driver only.
 */
public final class MistakeSampler {
  private static final int MOST = 64;
  private static final int LONGEST_SIDE = 96;

  private static final Comparator<Found> SUREST_FIRST =
      Comparator.comparingDouble((Found found) -> -found.mistake().probability())
          .thenComparingInt(Found::row)
          .thenComparingInt(Found::leaf);

  /** A mistake and the place of its row. */
  private record Found(int leaf, int row, Mistake mistake) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** How rows of numbers are images again. */
  private record Picturing(
      NetworkSpec network, Shape image, PixelRange pixels, List<String> labels, ClassChoice choice)
      implements Serializable {
    private static final long serialVersionUID = 1;
  }

  private final JavaSparkContext spark;
  private final TrainedModel model;

  /** For one model. */
  public MistakeSampler(JavaSparkContext spark, TrainedModel model) {
    this.spark = spark;
    this.model = model;
  }

  /** True when the model tells classes of images. */
  public boolean applies() {
    Shape input = model.input();
    boolean image = input.rank() == 3 && (input.extent(2) == 1 || input.extent(2) == 3);
    return image && model.labels().size() > 1 && !model.preparation().sparse();
  }

  /** The mistakes among these rows. */
  public Mistakes sample(JavaRDD<RowBlock> rows) {
    Broadcast<float[]> shared = spark.broadcast(model.weights());
    var picturing =
        new Picturing(
            model.network(),
            model.input(),
            model.preparation().pixels(),
            model.labels(),
            new ClassChoice(model.threshold()));
    try {
      return new Mistakes(
          Parcel.collect(rows.mapPartitions(blocks -> worst(picturing, shared.value(), blocks)))
              .stream()
              .sorted(SUREST_FIRST)
              .limit(MOST)
              .map(Found::mistake)
              .toList());
    } finally {
      shared.destroy();
    }
  }

  private static Iterator<Found> worst(
      Picturing picturing, float[] weights, Iterator<RowBlock> blocks) throws InterruptedException {
    var network = new Network(picturing.network());
    var worst = new PriorityQueue<>(SUREST_FIRST.reversed());
    while (blocks.hasNext()) {
      RowBlock block = blocks.next();
      LeafRows leaf = LeafRows.of(block);
      Batch batch = leaf.layout().batch(block.rows());
      leaf.gather(IntStream.range(0, block.rows()).toArray(), 0, block.rows(), batch);
      network.forward(weights, batch, Pass.EVALUATION, UnitGate.OPEN);
      float[] output = network.predictions(0);
      int width = network.outputShape(0).size();
      for (int row = 0; row < block.rows(); row++) {
        int told = picturing.choice().of(network.output(0), row * width, width);
        int truth = (int) block.targets()[row];
        double probability = width > 1 ? output[row * width + told] : sure(output[row], told);
        if (told != truth) {
          worst.add(
              new Found(
                  block.virtualWorker(),
                  block.firstRow() + row,
                  mistake(picturing, block, row, new Told(truth, told, probability))));
        }
        if (worst.size() > MOST) {
          worst.remove();
        }
      }
    }
    return new ArrayList<>(worst).iterator();
  }

  private record Told(int truth, int predicted, double probability) {}

  /** One output is the probability of class 1. */
  private static double sure(float output, int told) {
    return told == 1 ? output : 1 - (double) output;
  }

  private static Mistake mistake(Picturing picturing, RowBlock block, int row, Told told) {
    Shape image = picturing.image();
    int step = Math.max(1, Math.max(image.extent(0), image.extent(1)) / LONGEST_SIDE);
    int height = (image.extent(0) + step - 1) / step;
    int width = (image.extent(1) + step - 1) / step;
    int channels = image.extent(2);
    PixelRange range = picturing.pixels();
    byte[] pixels = new byte[height * width * channels];
    for (int i = 0; i < pixels.length; i++) {
      int line = i / channels / width * step;
      int column = i / channels % width * step;
      int from = (line * image.extent(1) + column) * channels + i % channels;
      float value = block.values()[row * image.size() + from];
      float share = (value - range.black()) / (range.white() - range.black());
      pixels[i] = (byte) Math.round(255 * Math.min(1, Math.max(0, share)));
    }
    return new Mistake(
        picturing.labels().get(told.truth()),
        picturing.labels().get(told.predicted()),
        told.probability(),
        height,
        channels,
        pixels);
  }
}
