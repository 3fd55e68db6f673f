package weir.proto.client;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import weir.proto.client.ParameterException.Code;
import weir.proto.message.Header;

/** What one client counts. Thread-safe. */
final class ClientMeter {
  private final Map<Phase, LongAdder> nanos = new EnumMap<>(Phase.class);
  private final LongAdder applied = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  ClientMeter() {
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

  /** A push is counted once, by its first chunk. */
  void pushed(int chunk, Header answer) {
    if (chunk == 0) {
      (answer.getRepeated() ? repeated : applied).increment();
    }
  }

  /** As a server counts what it drops. */
  void refused(int chunk, ParameterException failure) {
    boolean stale = failure.code() == Code.STALE_STEP || failure.code() == Code.STALE_INCARNATION;
    if (chunk == 0 && stale) {
      dropped.increment();
    }
  }

  Traffic traffic(ShardLinks links) {
    return new Traffic(
        links.sentBytes(), links.receivedBytes(), applied.sum(), repeated.sum(), dropped.sum());
  }
}
