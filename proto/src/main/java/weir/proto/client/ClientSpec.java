package weir.proto.client;

import java.util.List;
import weir.proto.partition.NormPhase;
import weir.proto.partition.RangePartition;
import weir.proto.spec.TrainingSpec;
import weir.proto.transport.Endpoint;

/**
 * What a worker must know to reach a training's parameters.
 *
 * @param endpoints where each shard is, in order; several shards may share one
 * @param partition which parameters are where: {@code TrainingSpec.partition()}
 * @param phases what the update needs before parameters move: {@code UpdateSpec.phases()}
 * @param connectMillis how long to try to reach the servers
 * @param deadlineMillis the servers' own deadline; the client waits a little longer, so that a
 *     server that lives gets to name who is missing
 * @param creditBytes most payload bytes on their way through one connection
 */
public record ClientSpec(
    String jobId,
    List<Endpoint> endpoints,
    RangePartition partition,
    List<NormPhase> phases,
    long connectMillis,
    long deadlineMillis,
    long creditBytes) {
  /** Default of {@code creditBytes}: 32 chunks, few enough to stay near the cache. */
  public static final long CREDIT_BYTES = 8L << 20;

  private static final long LEAST_GRACE_MILLIS = 100;

  public ClientSpec {
    endpoints = List.copyOf(endpoints);
    phases = List.copyOf(phases);
    if (endpoints.isEmpty()) {
      throw new IllegalArgumentException("endpoints=[] (expected: one per shard)");
    }
    if (deadlineMillis < 1) {
      throw new IllegalArgumentException(
          "deadlineMillis=" + deadlineMillis + " (expected: > 0); set cluster.deadlineSeconds");
    }
  }

  /** With the training's own deadline for everything and the default credit. */
  public static ClientSpec of(TrainingSpec training, List<Endpoint> endpoints) {
    if (endpoints.size() != training.shards()) {
      throw new IllegalArgumentException(
          "endpoints="
              + endpoints.size()
              + " (expected: one per shard, "
              + training.shards()
              + ")");
    }
    long deadline = training.deadlineMillis();
    return new ClientSpec(
        training.jobId(),
        endpoints,
        training.partition(),
        training.update().phases(),
        deadline,
        deadline,
        CREDIT_BYTES);
  }

  /** How long a request may stay without answer: the deadline and a tenth, at least 100 ms. */
  long replyMillis() {
    return deadlineMillis + Math.max(LEAST_GRACE_MILLIS, deadlineMillis / 10);
  }
}
