package weir.proto.partition;

import java.io.Serializable;

/**
 * One tensor's place in the flat parameter vector.
 *
 * @param name the tensor's name, as in the model file ("0.weight")
 * @param offset first float in the flat vector
 * @param length number of floats
 * @param rowLength floats of one row, all axes but the first: the unit of sparse pushes and of
 *     max-norm
 * @param rank how many axes the tensor has; one without rows is a vector, such as a bias
 * @param unit the layer it belongs to, in forward order: a unit's gradient becomes ready at once,
 *     so a chunk never spans two units
 * @param group index of its penalties
 * @param rule what the server makes of contributions to it
 */
public record Segment(
    String name, int offset, int length, int rowLength, int rank, int unit, int group, Rule rule)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** What the server makes of the sum of contributions. */
  public enum Rule {
    /** It is a gradient: the optimizer moves the weights by it. */
    OPTIMIZE,
    /**
     * It is a statistic times the loss weight of the rows it was taken from: divided by the sum of
     * loss weights it replaces what was there. No parameter: clipping, penalties and optimizers do
     * not see it.
     */
    AVERAGE,
    /**
     * It is a gradient of a table of which a step touches few rows: only those travel, and only
     * those the optimizer moves. The others rest, with their state.
     */
    SPARSE
  }

  public Segment {
    if (offset < 0 || length < 1 || rowLength < 1 || length % rowLength != 0) {
      throw new IllegalArgumentException(
          "segment "
              + name
              + ": offset="
              + offset
              + " length="
              + length
              + " rowLength="
              + rowLength
              + " (expected: offset >= 0, length a positive multiple of rowLength)");
    }
    if (rank < 1 || unit < 0 || group < 0) {
      throw new IllegalArgumentException(
          "segment "
              + name
              + ": rank="
              + rank
              + " unit="
              + unit
              + " group="
              + group
              + " (expected: rank >= 1, others >= 0)");
    }
    if (rule == Rule.SPARSE && rowLength >= RangePartition.CHUNK) {
      throw new IllegalArgumentException(
          "sparse table "
              + name
              + ": rows of "
              + rowLength
              + " floats (expected: < "
              + RangePartition.CHUNK
              + ")");
    }
  }

  /** True for a table whose touched rows travel. */
  public boolean sparse() {
    return rule == Rule.SPARSE;
  }

  /** One past the last float. */
  public int end() {
    return offset + length;
  }
}
