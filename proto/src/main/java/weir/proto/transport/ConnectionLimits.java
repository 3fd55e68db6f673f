package weir.proto.transport;

/**
 * Whom a server listens to. A connection may rest as long as it likes once its preamble has come:
 * workers say nothing to servers while they validate, and TCP's keep-alive finds peers that are
 * gone.
 *
 * @param most connections at a time, those without a preamble among them
 * @param preambleMillis how long a connection may take to say that it speaks Weir's protocol
 */
record ConnectionLimits(int most, long preambleMillis) {
  /** More connections than any cluster has workers, and time for the slowest link. */
  static final ConnectionLimits DEFAULT = new ConnectionLimits(10_000, 10_000);
}
