package weir.driver.config;

/** How workers reach the servers. */
public enum Transport implements Choice {
  /** Inside one JVM without sockets, else TCP. */
  AUTO,
  /** Only inside one JVM; a worker elsewhere is an error. */
  LOCAL,
  /** TCP, also inside one JVM. */
  TCP
}
