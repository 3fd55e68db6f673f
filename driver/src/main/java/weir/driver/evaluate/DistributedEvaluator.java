package weir.driver.evaluate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;
import weir.driver.UserInputException;
import weir.driver.data.DataErrors;
import weir.driver.spark.Parcel;
import weir.proto.partition.SumTree;
import weir.worker.data.LeafRows;
import weir.worker.data.PartitionStore;
import weir.worker.data.RowBlock;
import weir.worker.data.RowLayout;
import weir.worker.metric.Evaluation;
import weir.worker.metric.EvaluationPartial;
import weir.worker.metric.Evaluator;
import weir.worker.metric.MetricSpec;
import weir.worker.nn.Network;
import weir.worker.nn.spec.NetworkSpec;

/**
 * Evaluates a model on packed rows as a Spark job: a partial for every virtual worker, merged in
 * tree order, so that the result has the same bits on any cluster. Driver only.
 */
public final class DistributedEvaluator {
  private final JavaSparkContext spark;
  private final NetworkSpec network;
  private final int virtualWorkers;

  /**
   * For models of this network.
   *
   * @param virtualWorkers V: rows of each lie in one partition
   */
  public DistributedEvaluator(JavaSparkContext spark, NetworkSpec network, int virtualWorkers) {
    this.spark = spark;
    this.network = network;
    this.virtualWorkers = virtualWorkers;
  }

  /**
   * Runs the job.
   *
   * @throws UserInputException when a layer cannot take a value of the rows
   */
  public Evaluation evaluate(JavaRDD<RowBlock> rows, RowLayout layout, float[] weights) {
    Broadcast<float[]> shared = spark.broadcast(weights);
    try {
      NetworkSpec spec = network;
      List<Tuple2<Integer, byte[]>> partials =
          Parcel.collect(
              rows.mapPartitions(blocks -> partials(spec, layout, shared.value(), blocks)));
      SortedMap<Integer, byte[]> byLeaf = new TreeMap<>();
      partials.forEach(partial -> byLeaf.put(partial._1(), partial._2()));
      return merge(byLeaf);
    } catch (Exception failure) {
      DataErrors.throwIfRefused(failure);
      throw failure;
    } finally {
      shared.destroy();
    }
  }

  /** Merges encoded partials of virtual workers in tree order. */
  public Evaluation merge(SortedMap<Integer, byte[]> byLeaf) {
    List<MetricSpec> specs = Evaluator.specs(network);
    SortedMap<Integer, EvaluationPartial> decoded = new TreeMap<>();
    byLeaf.forEach((leaf, bytes) -> decoded.put(leaf, EvaluationPartial.decode(specs, bytes)));
    return EvaluationPartial.merged(specs, decoded, new SumTree(virtualWorkers)).evaluation();
  }

  private static Iterator<Tuple2<Integer, byte[]>> partials(
      NetworkSpec spec, RowLayout layout, float[] weights, Iterator<RowBlock> blocks)
      throws InterruptedException {
    SortedMap<Integer, List<RowBlock>> byLeaf = new TreeMap<>();
    blocks.forEachRemaining(
        block ->
            byLeaf.computeIfAbsent(block.virtualWorker(), leaf -> new ArrayList<>()).add(block));
    Evaluator evaluator = new Evaluator(new Network(spec));
    List<Tuple2<Integer, byte[]>> partials = new ArrayList<>();
    for (var entry : byLeaf.entrySet()) {
      int leaf = entry.getKey();
      LeafRows leafRows = new PartitionStore(layout, leaf, leaf + 1, entry.getValue()).leaf(leaf);
      partials.add(new Tuple2<>(leaf, evaluator.evaluate(weights, leafRows).encode()));
    }
    return partials.iterator();
  }
}
