package weir.proto.client;

import java.util.concurrent.CompletableFuture;

/**
 * One unit of a contribution on its way to the servers, and the unit's next weights on their way
 * back. Belongs to the thread that uses the client.
 */
public interface Exchange {

  /**
   * Sends the chunks that end at or before {@code end}, a position in the flat vector, and have not
   * been sent: the gradient before {@code end} is final and rests until {@link #weights} completes.
   */
  void send(int end);

  /** Completes when all of the unit has been sent and its next weights are there. */
  CompletableFuture<StepTotals> weights();
}
