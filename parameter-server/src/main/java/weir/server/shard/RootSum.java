package weir.server.shard;

import java.util.List;
import weir.proto.codec.Payload;

/**
 * The sum at the root, not yet added up: the contribution that came last, still where the transport
 * has it, and the subtrees that waited for it, in tree order. Adding happens block by block in the
 * pass that applies the optimizer, so that a block goes through the first-level cache once. Valid
 * until {@link ContributionTree#release}.
 *
 * @param arrived the last contribution's floats
 * @param waiting the sibling of the last contribution, then the siblings of its ancestors
 */
record RootSum(Payload arrived, List<Addend> waiting, double weight, double loss) {

  /** Prepares {@code sum} for {@link #gather}: bytes of a wire are turned into floats at once. */
  void begin(float[] sum) {
    if (!(arrived instanceof Payload.Lent)) {
      arrived.read(sum, 0);
    }
  }

  /** Writes the sum of the floats {@code from} to {@code to} (excluded). */
  void gather(float[] sum, int from, int to) {
    if (arrived instanceof Payload.Lent lent) {
      System.arraycopy(lent.array(), lent.offset() + from, sum, from, to - from);
    }
    for (int i = 0; i < waiting.size(); i++) {
      waiting.get(i).addTo(sum, from, to);
    }
  }
}
