package weir.worker.train;

import java.util.concurrent.CompletableFuture;
import weir.proto.client.Contribution;
import weir.proto.client.Exchange;
import weir.proto.client.ParameterClient;
import weir.proto.client.StepTotals;
import weir.proto.partition.Segment;
import weir.proto.partition.Segments;
import weir.proto.partition.TableRows;

/** A client that sends a unit when all of it is ready. */
interface WholeUnits extends ParameterClient {
  /** Where units end. */
  Segments segments();

  @Override
  default CompletableFuture<Void> pullDense(long version, float[] weights) {
    return pull(version, weights);
  }

  @Override
  default CompletableFuture<Void> pullRows(long version, int unit, TableRows rows) {
    throw new UnsupportedOperationException("sparse tables need real servers");
  }

  @Override
  default CompletableFuture<Void> pushRows(Contribution contribution, int unit, TableRows rows) {
    throw new UnsupportedOperationException("sparse tables need real servers");
  }

  @Override
  CompletableFuture<StepTotals> pushPull(
      Contribution contribution, int unit, float[] gradient, float[] weights);

  @Override
  default Exchange exchange(
      Contribution contribution, int unit, float[] gradient, float[] weights) {
    int whole =
        segments().list().stream()
            .filter(segment -> segment.unit() == unit)
            .mapToInt(Segment::end)
            .max()
            .orElseThrow();
    return new Exchange() {
      private CompletableFuture<StepTotals> answer;

      @Override
      public void send(int end) {
        if (end >= whole) {
          answer = pushPull(contribution, unit, gradient, weights);
        }
      }

      @Override
      public CompletableFuture<StepTotals> weights() {
        return answer;
      }

      @Override
      public void take() {}
    };
  }
}
