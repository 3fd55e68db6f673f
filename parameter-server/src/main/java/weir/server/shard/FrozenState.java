package weir.server.shard;

import weir.proto.client.ParameterException;
import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.partition.Chunk;
import weir.proto.spec.TrainingSpec;

/**
 * One chunk of dense parameters of which none learns: every version of it is the first one, and so
 * is every average. It takes part in no step.
 *
 * <p>Concurrency: the owner of the chunk. Errors: {@link ParameterException}, to be answered to the
 * sender.
 */
final class FrozenState extends PartState {
  /** The version of what can serve all of them. */
  static final long EVERY_VERSION = Long.MAX_VALUE;

  private final float[] weights;
  private final boolean averaged;

  /**
   * @param initial belongs to the chunk from now on
   */
  FrozenState(TrainingSpec training, Chunk chunk, float[] initial, Stripe stripe) {
    super(training, "chunk " + chunk.index(), stripe);
    this.weights = initial;
    this.averaged = training.update().average().kept();
  }

  @Override
  long version() {
    return EVERY_VERSION;
  }

  @Override
  void pull(Request request, Payload payload) {
    Header header = request.header();
    requireDense(request, FrameType.PULL_ROWS);
    if (header.getAverage() && !averaged) {
      throw noAverage();
    }
    answers().pulled(request, header.getVersion(), weights);
  }

  @Override
  void push(Request request, Payload payload) {
    throw frozen(request);
  }

  @Override
  void apply(Request request) {
    throw frozen(request);
  }

  @Override
  void scaleRate(Request request) {
    throw frozen(request);
  }

  @Override
  void restart() {}

  @Override
  String missing() {
    return "nothing is awaited";
  }
}
