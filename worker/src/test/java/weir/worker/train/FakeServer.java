package weir.worker.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import weir.proto.client.Contribution;
import weir.proto.client.ParameterClient;
import weir.proto.client.Phase;
import weir.proto.client.StepTotals;
import weir.proto.client.Traffic;
import weir.proto.partition.Segments;
import weir.proto.partition.SumTree;
import weir.proto.spec.EpochPlan;
import weir.proto.spec.TrainingSpec;

/**
 * Parameters in memory: adds contributions in tree order, unit by unit, and takes a plain gradient
 * step at the root. All weights it ever had are kept, so that a replay can begin anywhere. Threads
 * of several workers may use it; a failure of one fails all that wait.
 */
final class FakeServer {
  /** What its clients say of every phase. */
  static final long PHASE_NANOS = 7_000_000;

  private final Segments segments;
  private final SumTree tree;
  private final float learningRate;
  private final EpochPlan epochs;
  private final List<float[]> versions = new ArrayList<>();
  private final Map<Key, Sum> sums = new HashMap<>();
  private final Map<Long, List<Waiting>> waiting = new HashMap<>();
  private final Map<Long, Integer> unitsDone = new HashMap<>();
  private double epochWeight;
  private double epochLoss;
  private RuntimeException failure;
  long pushes;

  private record Key(long step, int unit, SumTree.Node node) {}

  private record Sum(float[] gradient, double weight, double loss) {}

  private record Waiting(int unit, float[] weights, CompletableFuture<StepTotals> answer) {}

  FakeServer(Segments segments, int leaves, float learningRate, EpochPlan epochs) {
    this.segments = segments;
    this.tree = new SumTree(leaves);
    this.learningRate = learningRate;
    this.epochs = epochs;
  }

  /** Version 0. */
  FakeServer start(float[] weights) {
    versions.add(weights.clone());
    return this;
  }

  synchronized float[] weights(long version) {
    return versions.get((int) version).clone();
  }

  synchronized long version() {
    return versions.size() - 1;
  }

  /** Forgets what came after a version: the workers begin again there. */
  synchronized void rollBack(long version) {
    versions.subList((int) version + 1, versions.size()).clear();
    sums.clear();
    waiting.clear();
    unitsDone.clear();
    failure = null;
  }

  synchronized void fail(RuntimeException cause) {
    failure = cause;
    waiting.values().forEach(list -> list.forEach(w -> w.answer().completeExceptionally(cause)));
    waiting.clear();
  }

  private int start(int unit) {
    return segments.list().stream()
        .filter(segment -> segment.unit() == unit)
        .mapToInt(segment -> segment.offset())
        .min()
        .orElseThrow();
  }

  private int end(int unit) {
    return unit + 1 == segments.units() ? segments.length() : start(unit + 1);
  }

  private synchronized void contribute(Contribution from, int unit, float[] gradient) {
    pushes++;
    if (from.step() != version()) {
      throw new IllegalStateException("step " + from.step() + " at version " + version());
    }
    int length = end(unit) - start(unit);
    float[] own = new float[length];
    System.arraycopy(gradient, start(unit), own, 0, length);
    SumTree.Node node = from.node();
    Sum sum = new Sum(own, from.weight(), from.loss());
    while (!node.equals(tree.root())) {
      Sum other = sums.remove(new Key(from.step(), unit, node.sibling()));
      if (other == null) {
        if (sums.put(new Key(from.step(), unit, node), sum) != null) {
          throw new IllegalStateException("node " + node + " came twice");
        }
        return;
      }
      for (int i = 0; i < length; i++) {
        own[i] += other.gradient()[i];
      }
      sum = new Sum(own, sum.weight() + other.weight(), sum.loss() + other.loss());
      node = node.parent();
    }
    apply(from.step(), unit, sum);
  }

  private final Map<Long, float[]> next = new HashMap<>();

  private void apply(long step, int unit, Sum sum) {
    float[] weights = next.computeIfAbsent(step, s -> versions.get((int) step).clone());
    int start = start(unit);
    for (int i = 0; i < sum.gradient().length && sum.weight() > 0; i++) {
      weights[start + i] -= learningRate * (float) (sum.gradient()[i] / sum.weight());
    }
    if (unitsDone.merge(step, 1, Integer::sum) < segments.units()) {
      return;
    }
    if (epochs.begins(step)) {
      epochWeight = 0;
      epochLoss = 0;
    }
    epochWeight += sum.weight();
    epochLoss += sum.loss();
    versions.add(next.remove(step));
    StepTotals totals =
        new StepTotals(step, sum.weight(), sum.loss(), epochWeight, epochLoss, Double.NaN);
    for (Waiting one : waiting.remove(step)) {
      copy(step + 1, one.unit(), one.weights());
      one.answer().complete(totals);
    }
  }

  private void copy(long version, int unit, float[] weights) {
    float[] from = versions.get((int) version);
    System.arraycopy(from, start(unit), weights, start(unit), end(unit) - start(unit));
  }

  /** A worker's client. */
  ParameterClient client() {
    return new Client();
  }

  private final class Client implements WholeUnits {
    @Override
    public Segments segments() {
      return segments;
    }

    @Override
    public CompletableFuture<Void> init(TrainingSpec training, float[] weights) {
      throw new UnsupportedOperationException("start() does");
    }

    @Override
    public CompletableFuture<Completed> completed() {
      return CompletableFuture.completedFuture(new Completed(version(), 0, 0));
    }

    @Override
    public CompletableFuture<Void> pull(long version, float[] weights) {
      System.arraycopy(weights(version), 0, weights, 0, weights.length);
      return CompletableFuture.completedFuture(null);
    }

    /** The plain mean of all versions. */
    @Override
    public CompletableFuture<Void> pullAverage(long version, float[] average) {
      for (int i = 0; i < average.length; i++) {
        double sum = 0;
        for (long each = 0; each <= version; each++) {
          sum += weights(each)[i];
        }
        average[i] = (float) (sum / (version + 1));
      }
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> scaleRate(long step, double factor) {
      throw new UnsupportedOperationException("the driver does");
    }

    @Override
    public CompletableFuture<Void> push(Contribution from, int unit, float[] gradient) {
      contribute(from, unit, gradient);
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<StepTotals> pushPull(
        Contribution from, int unit, float[] gradient, float[] weights) {
      CompletableFuture<StepTotals> answer = new CompletableFuture<>();
      synchronized (FakeServer.this) {
        if (failure != null) {
          throw failure;
        }
        waiting
            .computeIfAbsent(from.step(), step -> new ArrayList<>())
            .add(new Waiting(unit, weights, answer));
        contribute(from, unit, gradient);
      }
      return answer;
    }

    @Override
    public Traffic traffic() {
      return new Traffic(0, 0, pushes, 0, 0);
    }

    @Override
    public long phaseNanos(Phase phase) {
      return PHASE_NANOS;
    }

    @Override
    public CompletableFuture<Void> drop() {
      throw new UnsupportedOperationException("nobody shares it");
    }

    @Override
    public void close() {}
  }
}
