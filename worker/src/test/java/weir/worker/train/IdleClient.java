package weir.worker.train;

import java.util.concurrent.CompletableFuture;
import weir.proto.client.Contribution;
import weir.proto.client.Exchange;
import weir.proto.client.ParameterClient;
import weir.proto.client.StepTotals;
import weir.proto.client.Traffic;
import weir.proto.partition.TableRows;
import weir.proto.spec.TrainingSpec;

/** Answers at once and changes nothing: what is left is the worker's own cost. */
record IdleClient(float[] initial) implements ParameterClient {
  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  @Override
  public CompletableFuture<Void> init(TrainingSpec training, float[] weights) {
    return DONE;
  }

  @Override
  public CompletableFuture<Completed> completed() {
    return CompletableFuture.completedFuture(new Completed(0, 0, 0));
  }

  @Override
  public CompletableFuture<Void> pull(long version, float[] weights) {
    System.arraycopy(initial, 0, weights, 0, weights.length);
    return DONE;
  }

  @Override
  public CompletableFuture<Void> pullAverage(long version, float[] average) {
    return pull(version, average);
  }

  @Override
  public CompletableFuture<Void> scaleRate(long step, double factor) {
    return DONE;
  }

  @Override
  public CompletableFuture<Void> pullDense(long version, float[] weights) {
    return pull(version, weights);
  }

  @Override
  public CompletableFuture<Void> pullRows(long version, int unit, TableRows rows) {
    return DONE;
  }

  @Override
  public CompletableFuture<Void> pushRows(Contribution contribution, int unit, TableRows rows) {
    return DONE;
  }

  @Override
  public CompletableFuture<Void> push(Contribution contribution, int unit, float[] gradient) {
    return DONE;
  }

  @Override
  public Exchange exchange(Contribution from, int unit, float[] gradient, float[] weights) {
    return new Exchange() {
      @Override
      public void send(int end) {}

      @Override
      public CompletableFuture<StepTotals> weights() {
        return CompletableFuture.completedFuture(
            new StepTotals(from.step(), from.weight(), from.loss(), 1, 1, Double.NaN));
      }

      @Override
      public void take() {}
    };
  }

  @Override
  public Traffic traffic() {
    return new Traffic(0, 0, 0, 0, 0);
  }

  @Override
  public CompletableFuture<Void> drop() {
    return DONE;
  }

  @Override
  public void close() {}
}
