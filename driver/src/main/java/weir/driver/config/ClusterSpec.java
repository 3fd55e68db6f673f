package weir.driver.config;

import java.io.Serializable;

/**
 * On what to train.
 *
 * @param workers tasks of the barrier stage; &gt;= 1
 * @param shards among how many shards the parameters are cut; &gt;= 1
 * @param deadlineSeconds after how long a wait for a peer ends with an error that names it
 * @param mixedBlas workers with different BLAS kernels may train together, which waives equal bits
 * @param blasCore kernel family that every worker must use; null: what each machine has
 */
public record ClusterSpec(
    int workers,
    int shards,
    ServersSpec servers,
    Transport transport,
    double deadlineSeconds,
    boolean mixedBlas,
    String blasCore)
    implements Serializable {
  /** What holds for keys that are left out. */
  public static final ClusterSpec DEFAULT =
      new ClusterSpec(2, 1, ServersSpec.EMBEDDED, Transport.AUTO, 60, false, null);

  public ClusterSpec {
    Check.atLeast("cluster.workers", workers, 1);
    Check.atLeast("cluster.shards", shards, 1);
    Check.positive("cluster.deadlineSeconds", deadlineSeconds);
    if (blasCore != null) {
      Check.notBlank("cluster.blasCore", blasCore);
    }
    Check.require(
        servers.embedded() || transport != Transport.LOCAL,
        "cluster.transport",
        transport.key(),
        "auto or tcp, as the servers are elsewhere");
  }

  /** V where the job file leaves it out: the next power of two &gt;= workers. */
  public int defaultVirtualWorkers() {
    return workers == 1 ? 1 : Integer.highestOneBit(workers - 1) << 1;
  }

  /** {@link #deadlineSeconds} in milliseconds, at least 1. */
  public long deadlineMillis() {
    return Math.max(1, Math.round(deadlineSeconds * 1000));
  }
}
