package weir.driver.evaluate;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;
import weir.driver.TaskMemory;
import weir.driver.UserInputException;
import weir.driver.data.DataErrors;
import weir.driver.spark.Parcel;
import weir.proto.partition.SumTree;
import weir.worker.data.PartitionStore;
import weir.worker.data.RowBlock;
import weir.worker.data.RowLayout;
import weir.worker.metric.Evaluation;
import weir.worker.metric.EvaluationPartial;
import weir.worker.metric.Evaluator;
import weir.worker.metric.Threshold;
import weir.worker.nn.Network;
import weir.worker.nn.spec.NetworkSpec;

/**
 * Evaluates a model on packed rows as a Spark job: partials of virtual workers, merged in tree
 * order, so that the result has the same bits on any cluster. Driver only.
 */
public final class DistributedEvaluator {
  private final JavaSparkContext spark;
  private final NetworkSpec network;
  private final int virtualWorkers;
  private final Threshold threshold;

  /**
   * For models of this network.
   *
   * @param virtualWorkers V: rows of each lie in one partition
   * @param threshold how probable the positive one of two classes is where it is told
   */
  public DistributedEvaluator(
      JavaSparkContext spark, NetworkSpec network, int virtualWorkers, Threshold threshold) {
    this.spark = spark;
    this.network = network;
    this.virtualWorkers = virtualWorkers;
    this.threshold = threshold;
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
      int leaves = virtualWorkers;
      List<Tuple2<Integer, byte[]>> partials =
          Parcel.collect(
              rows.mapPartitions(
                  blocks ->
                      TaskMemory.guard(
                          () -> partials(spec, store(layout, blocks), leaves, shared.value()))));
      SortedMap<Integer, byte[]> byLeaf = new TreeMap<>();
      partials.forEach(partial -> byLeaf.put(partial._1(), partial._2()));
      return merge(byLeaf).evaluation(threshold);
    } catch (Exception failure) {
      DataErrors.throwIfRefused(failure);
      throw failure;
    } finally {
      shared.destroy();
    }
  }

  /** Merges the encoded partials of all workers. */
  public EvaluationPartial merge(SortedMap<Integer, byte[]> partials) {
    return Evaluator.merged(Evaluator.specs(network), partials, new SumTree(virtualWorkers));
  }

  /** The virtual workers of a partition follow each other; those without rows have no block. */
  private static PartitionStore store(RowLayout layout, Iterator<RowBlock> blocks) {
    List<RowBlock> list = new ArrayList<>();
    blocks.forEachRemaining(list::add);
    IntSummaryStatistics leaves =
        list.stream().mapToInt(RowBlock::virtualWorker).summaryStatistics();
    return list.isEmpty()
        ? new PartitionStore(layout, 0, 0, list)
        : new PartitionStore(layout, leaves.getMin(), leaves.getMax() + 1, list);
  }

  private static Iterator<Tuple2<Integer, byte[]>> partials(
      NetworkSpec spec, PartitionStore store, int virtualWorkers, float[] weights)
      throws InterruptedException {
    List<Tuple2<Integer, byte[]>> partials = new ArrayList<>();
    new Evaluator(new Network(spec))
        .evaluate(weights, store, new SumTree(virtualWorkers))
        .forEach((leaf, bytes) -> partials.add(new Tuple2<>(leaf, bytes)));
    return partials.iterator();
  }
}
