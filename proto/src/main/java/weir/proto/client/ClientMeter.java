package weir.proto.client;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import weir.proto.client.ParameterException.Code;
import weir.proto.message.Header;
import weir.proto.partition.Chunk;
import weir.proto.partition.RangePartition;

/** What one client counts. Thread-safe. */
final class ClientMeter {
  private final Map<Phase, LongAdder> nanos = new EnumMap<>(Phase.class);
  private final LongAdder applied = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final int first;

  /** Of a training cut like this. */
  ClientMeter(RangePartition partition) {
    List<Chunk> learning = partition.learningChunks();
    first = learning.isEmpty() ? -1 : learning.get(0).index();
    for (Phase phase : new Phase[] {Phase.PUSH, Phase.PULL, Phase.APPLY}) {
      nanos.put(phase, new LongAdder());
    }
  }

  void add(Phase phase, long more) {
    nanos.get(phase).add(more);
  }

  long nanos(Phase phase) {
    LongAdder sum = nanos.get(phase);
    return sum == null ? 0 : sum.sum();
  }

  /** A push is counted once, by its first chunk: the first that learns. */
  void pushed(int chunk, Header answer) {
    if (chunk == first) {
      (answer.getRepeated() ? repeated : applied).increment();
    }
  }

  /** As a server counts what it drops. */
  void refused(int chunk, ParameterException failure) {
    boolean stale = failure.code() == Code.STALE_STEP || failure.code() == Code.STALE_INCARNATION;
    if (chunk == first && stale) {
      dropped.increment();
    }
  }

  Traffic traffic(ShardLinks links) {
    return new Traffic(
        links.sentBytes(), links.receivedBytes(), applied.sum(), repeated.sum(), dropped.sum());
  }
}
