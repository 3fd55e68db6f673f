package weir.proto.partition;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a sparse table that one shard owns: contiguous, summed and updated as one. The first
 * of its chunks names it on the wire.
 *
 * @param chunks what it is made of, for reading it whole
 * @param firstRow id of its first row
 */
public record TablePart(List<Chunk> chunks, int firstRow, int rows, int rowLength) {

  /** The chunk that names the part. */
  public Chunk first() {
    return chunks.get(0);
  }

  /** False where no step moves its rows. */
  public boolean learns() {
    return first().learns();
  }

  /** One of its chunks. */
  public Chunk chunk(int index) {
    return chunks.get(index - first().index());
  }

  /** One past the id of the last row. */
  public int endRow() {
    return firstRow + rows;
  }

  /** The parts that the chunks of one shard, ascending, make up. */
  public static List<TablePart> of(Segments segments, List<Chunk> chunks) {
    List<TablePart> parts = new ArrayList<>();
    for (int at = 0; at < chunks.size(); ) {
      Chunk first = chunks.get(at);
      int end = at;
      while (end < chunks.size() && chunks.get(end).unit() == first.unit()) {
        end++;
      }
      Segment table = segments.table(first.unit());
      if (table != null) {
        int length = chunks.get(end - 1).end() - first.offset();
        parts.add(
            new TablePart(
                List.copyOf(chunks.subList(at, end)),
                (first.offset() - table.offset()) / table.rowLength(),
                length / table.rowLength(),
                table.rowLength()));
      }
      at = end;
    }
    return parts;
  }
}
