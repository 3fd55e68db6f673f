package weir.worker.train;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import weir.proto.client.CoordinatorClient;
import weir.proto.client.ParameterException;
import weir.proto.partition.SumTree;
import weir.worker.metric.Evaluator;

/** Remembers what one worker says; stops after the epoch it is told to. */
final class FakeCoordinator implements CoordinatorClient {
  /** The validation of an epoch that the coordinators of all workers come to together. */
  static byte[] validation(TrainingTaskSpec spec, List<FakeCoordinator> workers, int epoch) {
    SortedMap<Integer, byte[]> partials = new TreeMap<>();
    workers.forEach(worker -> partials.putAll(worker.epochs.get(epoch).validation()));
    SumTree tree = new SumTree(spec.batches().virtualWorkers());
    return Evaluator.merged(Evaluator.specs(spec.network()), partials, tree).encode();
  }

  final List<EpochEnd> epochs = new ArrayList<>();
  final List<Long> progress = new ArrayList<>();
  final List<String> failures = new ArrayList<>();
  int stopAfterEpoch = Integer.MAX_VALUE;

  /** How reports of failures fail; null: they are heard. */
  ParameterException deaf;

  @Override
  public void hello(Hello hello) {
    throw new UnsupportedOperationException("the loop is greeted for");
  }

  @Override
  public void loading(long rows) {
    throw new UnsupportedOperationException("the loop has its rows");
  }

  @Override
  public long ready() {
    throw new UnsupportedOperationException("the loop is told its first step");
  }

  @Override
  public void progress(long step, double meanLoss, long samples) {
    progress.add(step);
  }

  @Override
  public Decision epochEnd(EpochEnd end) {
    epochs.add(end);
    return end.epoch() >= stopAfterEpoch
        ? new Decision(false, "told to stop")
        : new Decision(true, "");
  }

  @Override
  public void failed(long step, String text, FailureKind kind) {
    if (deaf != null) {
      throw deaf;
    }
    failures.add(step + " " + kind + " " + text);
  }

  @Override
  public void close() {}
}
