package weir.server.shard;

import io.netty.buffer.ByteBuf;
import java.util.List;
import weir.proto.codec.FloatPayload;

/**
 * The sum at the root, not yet added up: the contribution that came last, still in its network
 * buffer, and the subtrees that waited for it, in tree order. Adding happens block by block in the
 * pass that applies the optimizer. Valid until {@link ContributionTree#release}.
 *
 * @param arrived the last contribution's floats
 * @param waiting the sibling of the last contribution, then the siblings of its ancestors
 */
record RootSum(ByteBuf arrived, List<float[]> waiting, double weight, double loss) {

  /** Writes what arrived last; {@link #addWaiting} makes it the sum. */
  void copyArrived(float[] sum) {
    FloatPayload.read(arrived, sum, 0);
  }

  /** Adds what waited to the floats {@code from} to {@code to} (excluded). */
  void addWaiting(float[] sum, int from, int to) {
    for (int i = 0; i < waiting.size(); i++) {
      Gradients.add(sum, waiting.get(i), from, to);
    }
  }
}
