package weir.proto.partition;

import java.io.Serializable;

/**
 * One tensor's place in the flat parameter vector.
 *
 * @param name the tensor's name, as in the model file ("0.weight")
 * @param offset first float in the flat vector
 * @param length number of floats
 * @param rowLength floats of one row: the unit of sparse pushes
 * @param unit the layer it belongs to, in forward order: a unit's gradient becomes ready at once,
 *     so a chunk never spans two units
 * @param group index of its penalties
 */
public record Segment(String name, int offset, int length, int rowLength, int unit, int group)
    implements Serializable {
  private static final long serialVersionUID = 1;

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
    if (unit < 0 || group < 0) {
      throw new IllegalArgumentException(
          "segment " + name + ": unit=" + unit + " group=" + group + " (expected: >= 0)");
    }
  }

  /** One past the last float. */
  public int end() {
    return offset + length;
  }
}
