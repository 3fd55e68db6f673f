package weir.worker.nn.layer;

import weir.tensor.RandomStream;

/** Draws factors of dropout with inverted scaling: 0 with probability {@code rate}. Immutable. */
final class DropoutMask {
  private final double rate;
  private final float scale;

  DropoutMask(double rate) {
    this.rate = rate;
    scale = (float) (1 / (1 - rate));
  }

  /** Overwrites {@code length} factors from {@code offset} on with numbers {@code first} …. */
  void draw(RandomStream random, long first, float[] mask, int offset, int length) {
    for (int i = 0; i < length; i++) {
      mask[offset + i] = random.uniform(first + i) < rate ? 0 : scale;
    }
  }
}
