package weir.proto.transport;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** One way to reach a server. */
interface Dialer {

  /**
   * Tries once.
   *
   * @throws ExecutionException whose cause says why it cannot be reached
   * @throws TimeoutException after {@code millis}
   */
  FrameClient dial(long millis) throws InterruptedException, ExecutionException, TimeoutException;
}
