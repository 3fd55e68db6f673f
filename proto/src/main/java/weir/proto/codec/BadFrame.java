package weir.proto.codec;

import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;

/** Makes the failure of a frame that breaks the rules of docs/wire.md. */
final class BadFrame {
  private BadFrame() {}

  static ParameterException because(String what) {
    return new ParameterException(Code.BAD_FRAME, "bad frame: " + what);
  }

  static ParameterException because(String what, Throwable cause) {
    return new ParameterException(Code.BAD_FRAME, "bad frame: " + what, cause);
  }
}
