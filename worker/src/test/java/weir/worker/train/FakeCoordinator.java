package weir.worker.train;

import java.util.ArrayList;
import java.util.List;
import weir.proto.client.CoordinatorClient;

/** Remembers what one worker says; stops after the epoch it is told to. */
final class FakeCoordinator implements CoordinatorClient {
  final List<EpochEnd> epochs = new ArrayList<>();
  final List<Long> progress = new ArrayList<>();
  final List<String> failures = new ArrayList<>();
  int stopAfterEpoch = Integer.MAX_VALUE;

  @Override
  public long hello(Hello hello) {
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
  public void failed(long step, String text, boolean usersInput) {
    failures.add(step + " " + usersInput + " " + text);
  }

  @Override
  public void close() {}
}
