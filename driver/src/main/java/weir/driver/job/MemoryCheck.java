package weir.driver.job;

import java.util.Locale;
import java.util.function.IntSupplier;
import org.apache.spark.SparkContext;
import org.apache.spark.network.util.JavaUtils;
import weir.driver.UserInputException;
import weir.driver.config.JobSpec;
import weir.driver.data.PackedSize;
import weir.proto.partition.SumTree;

/**
 * Holds what a training needs against the heaps that there are, and refuses what cannot fit before
 * it costs an hour. Driver only.
 */
final class MemoryCheck {
  private static final double STORAGE_SHARE = 0.6;
  private static final long STORAGE_RESERVE = 300L << 20;

  private final JobSpec job;
  private final boolean local;
  private final Heap driver;
  private final Heap executor;
  private final IntSupplier executors;

  private MemoryCheck(
      JobSpec job, boolean local, Heap driver, Heap executor, IntSupplier executors) {
    this.job = job;
    this.local = local;
    this.driver = driver;
    this.executor = executor;
    this.executors = executors;
  }

  /** Of the cluster as it is now. */
  static MemoryCheck of(SparkContext spark, JobSpec job) {
    Heap driver = new Heap(Runtime.getRuntime().maxMemory());
    if (spark.isLocal()) {
      return ofLocal(job, driver);
    }
    String memory = spark.conf().get("spark.executor.memory", "1g");
    Heap executor = new Heap(JavaUtils.byteStringAsMb(memory) << 20);
    // Executors come one by one; and the driver is among those that hold blocks.
    return ofCluster(
        job, driver, executor, () -> Math.max(1, spark.getExecutorMemoryStatus().size() - 1));
  }

  /** All in one JVM. */
  static MemoryCheck ofLocal(JobSpec job, Heap driver) {
    return new MemoryCheck(job, true, driver, driver, () -> 1);
  }

  /** So many executors with a heap each. */
  static MemoryCheck ofCluster(JobSpec job, Heap driver, Heap executor, IntSupplier executors) {
    return new MemoryCheck(job, false, driver, executor, executors);
  }

  /**
   * Before rows are packed.
   *
   * @throws UserInputException when the rows alone cannot fit
   */
  void rows(PackedSize size) {
    verify(size, MemoryNeeds.NONE);
  }

  /**
   * Before the first step.
   *
   * @throws UserInputException when what is held does not fit, with what to set and to how much
   */
  void all(PackedSize size, Blueprint blueprint) {
    verify(size, MemoryNeeds.of(job, blueprint, size, local));
  }

  private void verify(PackedSize size, MemoryNeeds needs) {
    int workers = local ? job.cluster().workers() : workersOfOne();
    double rows = rowsOfOne(size, workers);
    double training = workers * needs.worker();
    String smaller = training > rows ? ", or train.batchSize lower" : "";
    if (local) {
      String set = "set --driver-memory %dm or more" + smaller;
      double driven = needs.servers() + needs.driver();
      require(rows, training, driven, new Place("the driver, which does all of it", driver, set));
      return;
    }
    String name = "an executor with " + workers + " of " + job.cluster().workers() + " workers";
    String set =
        "set --executor-memory %dm or more, or cluster.workers higher on more executors" + smaller;
    require(rows, training, 0, new Place(name, executor, set));
    set = "set --driver-memory %dm or more, or cluster.servers to servers elsewhere";
    double driven = driver.chunks(needs.servers()) + needs.driver();
    require(0, 0, driven, new Place("the driver", driver, set));
  }

  /** Most workers that one executor has where they are spread evenly, as Spark does. */
  private int workersOfOne() {
    int there = executors.getAsInt();
    return (job.cluster().workers() + there - 1) / there;
  }

  private double rowsOfOne(PackedSize size, int workers) {
    SumTree tree = new SumTree(job.virtualWorkers());
    int all = job.cluster().workers();
    int most = 0;
    for (int worker = 0; worker < all; worker++) {
      most = Math.max(most, tree.firstLeafOf(worker + 1, all) - tree.firstLeafOf(worker, all));
    }
    double share = Math.min(1, (double) most * workers / tree.leaves());
    double scale = executor.array(size.rowBytes()) / size.rowBytes();
    double trained = scale * share * size.trainedBytes();
    double test = scale * share * size.testBytes();
    double storage = Math.max(0, STORAGE_SHARE * (executor.bytes() - STORAGE_RESERVE));
    // What the cache has no room for waits on the disk.
    return trained + test * Math.min(1, storage / Math.max(1, trained + test));
  }

  /** A JVM, and what to do about it when it is too small, with the heap it should have. */
  private record Place(String name, Heap heap, String set) {}

  private static void require(double rows, double training, double driven, Place place) {
    double needed = rows + training + driven;
    if (needed <= place.heap.room()) {
      return;
    }
    StringBuilder parts = new StringBuilder();
    append(parts, "rows", rows);
    append(parts, "weights, gradients and a batch of its workers", training);
    append(parts, "servers and weights of the driver", driven);
    throw new UserInputException(
        "this training needs "
            + Heap.text(needed)
            + " on "
            + place.name
            + " ("
            + parts
            + "; expected: <= "
            + Heap.text(place.heap.room() / Heap.MEBIBYTE * Heap.MEBIBYTE)
            + " of its heap of "
            + Heap.text(place.heap.bytes())
            + "); "
            + String.format(Locale.ROOT, place.set, Heap.of(needed).mebibytes()));
  }

  private static void append(StringBuilder parts, String name, double bytes) {
    if (bytes > 0) {
      parts.append(parts.isEmpty() ? "" : ", ").append(name).append(' ').append(Heap.text(bytes));
    }
  }
}
