package weir.proto.client;

/** Where a worker's time goes; report.json sums the seconds over workers, in this order. */
public enum Phase {
  /** Gathering the rows of a batch. */
  DATA,
  /** Forward pass and loss. */
  FORWARD,
  /** Backward pass. */
  BACKWARD,
  /** Copying gradients into frames and handing them to the transport. */
  PUSH,
  /** Waiting for weights of the next step. */
  WAIT,
  /** Copying arrived weights into the flat vector. */
  PULL,
  /** Summing and applying the optimizer, on the servers. */
  APPLY
}
