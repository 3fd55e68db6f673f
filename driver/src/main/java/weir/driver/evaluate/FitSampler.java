package weir.driver.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import weir.driver.data.PreparedData;
import weir.driver.data.prepare.FittedColumn;
import weir.driver.data.prepare.FittedColumn.NumberColumn;
import weir.driver.data.prepare.FittedTarget;
import weir.driver.data.prepare.Preparation;
import weir.driver.report.FitSample;
import weir.driver.spark.Parcel;
import weir.worker.data.Batch;
import weir.worker.data.LeafRows;
import weir.worker.data.RowBlock;
import weir.worker.nn.Network;
import weir.worker.nn.UnitGate;
import weir.worker.nn.layer.Pass;
import weir.worker.nn.spec.NetworkSpec;

/**
 * Takes the first rows of a regression, in the order of their ranks, which no cluster changes, and
 * what the model makes of them. Driver only.
 */
public final class FitSampler {
  /** Rows of a picture, about: as many of each virtual worker. */
  private static final int ROWS = 500;

  private final JavaSparkContext spark;
  private final NetworkSpec network;
  private final int rowsOfLeaf;

  /** For models of this network on rows packed for {@code virtualWorkers}. */
  public FitSampler(JavaSparkContext spark, NetworkSpec network, int virtualWorkers) {
    this.spark = spark;
    this.network = network;
    this.rowsOfLeaf = Math.max(1, ROWS / virtualWorkers);
  }

  /** Of the rows of one block that are in the sample. */
  private record Part(int leaf, int first, float[] x, float[] truth, float[] prediction)
      implements java.io.Serializable {}

  /**
   * The sample.
   *
   * @param name of the rows, for the legend
   */
  public FitSample sample(JavaRDD<RowBlock> rows, String name, PreparedData data, float[] weights) {
    Broadcast<float[]> shared = spark.broadcast(weights);
    try {
      NetworkSpec spec = network;
      int limit = rowsOfLeaf;
      List<Part> parts =
          new ArrayList<>(
              Parcel.collect(
                  rows.filter(block -> block.firstRow() < limit)
                      .mapPartitions(blocks -> parts(spec, shared.value(), limit, blocks))));
      parts.sort(Comparator.comparingInt(Part::first).thenComparingInt(Part::leaf));
      return sample(parts, name, data);
    } finally {
      shared.destroy();
    }
  }

  private static Iterator<Part> parts(
      NetworkSpec spec, float[] weights, int limit, Iterator<RowBlock> blocks)
      throws InterruptedException {
    Network network = new Network(spec);
    List<Part> parts = new ArrayList<>();
    while (blocks.hasNext()) {
      RowBlock block = blocks.next();
      LeafRows leaf = LeafRows.of(block);
      int count = Math.min(block.rows(), limit - block.firstRow());
      Batch batch = leaf.layout().batch(count);
      leaf.gather(IntStream.range(0, count).toArray(), 0, count, batch);
      network.forward(weights, batch, Pass.EVALUATION, UnitGate.OPEN);
      float[] x = new float[block.width() == 1 && !block.sparse() ? count : 0];
      System.arraycopy(batch.values(), 0, x, 0, x.length);
      float[] truth = new float[count];
      System.arraycopy(batch.targets(), 0, truth, 0, count);
      float[] prediction = new float[count];
      System.arraycopy(network.predictions(0), 0, prediction, 0, count);
      parts.add(new Part(block.virtualWorker(), block.firstRow(), x, truth, prediction));
    }
    return parts.iterator();
  }

  private static FitSample sample(List<Part> parts, String name, PreparedData data) {
    Preparation preparation = data.preparation();
    FittedTarget target = data.outputs().get(0);
    FittedColumn first = preparation.columns().get(0);
    boolean one = data.width() == 1 && first.kind() == FittedColumn.Kind.NUMBER;
    var x = new ArrayList<Double>();
    var truth = new ArrayList<Double>();
    var prediction = new ArrayList<Double>();
    for (Part part : parts) {
      for (int i = 0; i < part.truth().length; i++) {
        truth.add(target.original(part.truth()[i]));
        prediction.add(target.original(part.prediction()[i]));
        if (one) {
          NumberColumn column = (NumberColumn) first;
          x.add(part.x()[i] * column.divisor() + column.shift());
        }
      }
    }
    return new FitSample(
        name, target.name(), one ? first.name() : null, array(x), array(truth), array(prediction));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
