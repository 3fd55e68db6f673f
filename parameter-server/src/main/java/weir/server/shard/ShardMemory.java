package weir.server.shard;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import weir.proto.client.ClientSpec;
import weir.proto.partition.Chunk;
import weir.proto.partition.NormPhase;
import weir.proto.partition.TablePart;
import weir.proto.spec.TrainingSpec;
import weir.proto.spec.UpdateSpec;

/**
 * Bytes that a shard holds at its worst. Of a sparse table only what is there from the start, the
 * weights and where the state of each row is: state, contributions and copies grow with the rows
 * that are touched, to what a dense tensor of its size takes, if ever all are.
 *
 * @param heapBytes weights of two versions, their average, optimizer state and the contributions
 *     that may wait
 * @param directBytes outside the heap: what is on its way from and to workers of other JVMs
 */
public record ShardMemory(long heapBytes, long directBytes) {
  /** Objects of a chunk beside its floats, and the bounds of its norm blocks. */
  private static final int CHUNK_BYTES = 4096;

  /**
   * Of these chunks.
   *
   * @param owners among whom they are shared out; each adds up in a sum more than waits
   * @param lends workers of the same JVM lend what they contribute
   */
  public static ShardMemory of(
      TrainingSpec training, List<Chunk> chunks, int owners, boolean lends) {
    List<Chunk> all =
        chunks.stream().filter(chunk -> training.segments().table(chunk.unit()) == null).toList();
    List<Chunk> dense = all.stream().filter(Chunk::learns).toList();
    long floats = floats(dense);
    long frozen = Float.BYTES * (floats(all) - floats);
    int waiting = WaitingSums.most(training, lends);
    long perFloat = Float.BYTES * (2L + state(training.update()) + waiting);
    long added = waiting > 0 ? Float.BYTES * adding(dense, owners) : 0;
    long perChunk = CHUNK_BYTES + training.virtualWorkers();
    long sums = chunks.size() * perChunk + norms(training, dense);
    long heap = tables(training, chunks) + frozen + floats * perFloat + added + sums;
    return new ShardMemory(heap, lends ? 0 : onTheWay(training, chunks));
  }

  private static long floats(List<Chunk> chunks) {
    return chunks.stream().mapToLong(Chunk::length).sum();
  }

  /** Floats beside two versions of a weight: what the optimizer keeps, and what it measures in. */
  private static int state(UpdateSpec update) {
    return update.optimizer().slots()
        + (update.average().kept() ? 1 : 0)
        + (update.phases().contains(NormPhase.TRUST) ? 1 : 0);
  }

  /** Floats of the sums that owners add up in, one for each length of chunk. */
  private static long adding(List<Chunk> chunks, int owners) {
    Map<Integer, Long> byLength =
        chunks.stream().collect(Collectors.groupingBy(Chunk::length, Collectors.counting()));
    return byLength.entrySet().stream()
        .mapToLong(each -> each.getKey() * Math.min(each.getValue(), owners))
        .sum();
  }

  /** Of this step and the last. */
  private static long norms(TrainingSpec training, List<Chunk> chunks) {
    long perBlock = training.update().phases().stream().mapToLong(NormPhase::sums).sum();
    return 2 * Double.BYTES * perBlock * chunks.stream().mapToLong(Chunk::blocks).sum();
  }

  private static long tables(TrainingSpec training, List<Chunk> chunks) {
    long bytes = 0;
    for (TablePart part : TablePart.of(training.segments(), chunks)) {
      bytes += part.rows() * ((long) part.rowLength() * Float.BYTES + Integer.BYTES);
    }
    return bytes;
  }

  /** No connection has more on its way than its credit, nor more than all there is. */
  private static long onTheWay(TrainingSpec training, List<Chunk> chunks) {
    long all = Float.BYTES * floats(chunks);
    int connections = training.workers() + 1; // and the driver's
    return connections * Math.min(ClientSpec.CREDIT_BYTES, all);
  }
}
