package weir.proto.partition;

/**
 * A contiguous piece of the flat vector that travels as one frame and is summed and updated at
 * once. It lies inside one unit and one shard and consists of whole norm blocks.
 *
 * @param index position among all chunks, ascending by offset
 * @param firstBlock number of its first norm block among all blocks of the model
 * @param blocks how many norm blocks it has
 * @param learns false where every step leaves all of it as it is: then it takes part in none
 */
public record Chunk(
    int index,
    int shard,
    int unit,
    int offset,
    int length,
    int firstBlock,
    int blocks,
    boolean learns) {
  /** One past the last float. */
  public int end() {
    return offset + length;
  }
}
