package weir.proto.transport;

import weir.proto.client.ParameterException.Code;
import weir.proto.message.Failure;
import weir.proto.message.FrameType;
import weir.proto.message.Header;

/** Failures as the wire names them. */
public final class Failures {
  private static final int LONGEST_TEXT = 4096;

  private Failures() {}

  /** The FAILED frame that answers {@code request}. */
  public static Header answer(Header request, Code code, String text) {
    return Header.newBuilder()
        .setType(FrameType.FAILED)
        .setRequest(request.getRequest())
        .setTraining(request.getTraining())
        .setShard(request.getShard())
        .setChunk(request.getChunk())
        .setFailure(failure(code))
        .setText(text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text)
        .build();
  }

  /** The name on the wire. */
  static Failure failure(Code code) {
    return switch (code) {
      case CONNECTION -> Failure.CONNECTION;
      case DEADLINE -> Failure.DEADLINE;
      case MISSING_CONTRIBUTIONS -> Failure.MISSING_CONTRIBUTIONS;
      case BAD_FRAME -> Failure.BAD_FRAME;
      case BAD_REQUEST -> Failure.BAD_REQUEST;
      case STALE_STEP -> Failure.STALE_STEP;
      case STALE_INCARNATION -> Failure.STALE_INCARNATION;
      case INCOMPATIBLE -> Failure.INCOMPATIBLE;
      case INTERRUPTED -> Failure.INTERRUPTED;
      case INTERNAL -> Failure.INTERNAL;
    };
  }

  /** The code of a name on the wire. */
  static Code code(Failure failure) {
    return switch (failure) {
      case CONNECTION -> Code.CONNECTION;
      case DEADLINE -> Code.DEADLINE;
      case MISSING_CONTRIBUTIONS -> Code.MISSING_CONTRIBUTIONS;
      case BAD_FRAME -> Code.BAD_FRAME;
      case BAD_REQUEST -> Code.BAD_REQUEST;
      case STALE_STEP -> Code.STALE_STEP;
      case STALE_INCARNATION -> Code.STALE_INCARNATION;
      case INCOMPATIBLE -> Code.INCOMPATIBLE;
      case INTERRUPTED -> Code.INTERRUPTED;
      case INTERNAL, FAILURE_UNSPECIFIED, UNRECOGNIZED -> Code.INTERNAL;
    };
  }
}
