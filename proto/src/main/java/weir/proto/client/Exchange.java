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

  /** Completes when all of the unit has been sent and its next weights are there to be taken. */
  CompletableFuture<StepTotals> weights();

  /**
   * Puts the next weights in their place, after {@link #weights} has completed and before the
   * unit's next contribution: what came over a wire is there already, what a server of this JVM has
   * lent is copied by the thread that needs it, not by the server's, for which others wait.
   */
  void take();
}
