package weir.server.server;

import java.util.List;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.message.SegmentMessage;
import weir.proto.message.TrainingMessage;

/** Bounds on an INIT, checked before anything is allocated that grows with its numbers. */
final class TrainingLimits {
  private static final int MOST = 1 << 16;

  private TrainingLimits() {}

  /** Throws BAD_REQUEST when a number is beyond what any training needs. */
  static void check(TrainingMessage training) {
    require("virtualWorkers", training.getVirtualWorkers());
    require("shards", training.getShards());
    List<SegmentMessage> segments = training.getSegmentsList();
    if (!segments.isEmpty()) {
      require("units", segments.get(segments.size() - 1).getUnit());
    }
  }

  private static void require(String name, int value) {
    if (value < 0 || value > MOST) {
      throw new ParameterException(
          Code.BAD_REQUEST, name + "=" + value + " (expected: 0.." + MOST + ")");
    }
  }
}
