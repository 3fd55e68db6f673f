package weir.proto.transport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Frame;

/** Gives frames to a {@link FrameHandler} and answers its failures with FAILED. */
final class Handling {
  private static final Logger LOG = LoggerFactory.getLogger(Handling.class);

  private Handling() {}

  /** Takes the frame over. */
  static void handle(FrameHandler handler, Connection connection, Frame frame) {
    try {
      handler.onFrame(connection, frame.header(), frame.payload());
    } catch (ParameterException failure) {
      connection.send(Failures.answer(frame.header(), failure.code(), failure.getMessage()));
    } catch (RuntimeException defect) {
      LOG.error("{}: {} failed", connection.peer(), frame.header().getType(), defect);
      connection.send(Failures.answer(frame.header(), Code.INTERNAL, String.valueOf(defect)));
    } finally {
      frame.release();
    }
  }
}
