package weir.proto.partition;

/**
 * Sums over parameters that an update needs before any parameter may move: one more exchange each,
 * in this order. Shards answer the sums of their norm blocks, clients add them up ({@link
 * NormSums}) and send back what each chunk needs.
 */
public enum NormPhase {
  /** Σ of the squared gradient sum over all parameters: clipping by global norm. */
  GRADIENT(1, false),
  /** Σ w² and Σ u² of each tensor, u being the rule's move at rate 1: trust ratios. */
  TRUST(2, true);

  private final int sums;
  private final boolean perSegment;

  NormPhase(int sums, boolean perSegment) {
    this.sums = sums;
    this.perSegment = perSegment;
  }

  /** How many sums there are of each block. */
  public int sums() {
    return sums;
  }

  /** True when tensors are added up one by one, false when all together. */
  public boolean perSegment() {
    return perSegment;
  }
}
