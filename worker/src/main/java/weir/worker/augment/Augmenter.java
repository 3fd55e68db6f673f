package weir.worker.augment;

import weir.tensor.NormalQuantile;
import weir.tensor.RandomStream;

/**
 * Changes training images in place: a pure function of (seed, epoch, rank of the row), so that
 * neither cluster nor batch nor restart matters. Changes that move pixels, one after another, are
 * put together and resampled once. Allocates nothing per row. One thread only.
 */
public final class Augmenter {
  /** The first random stream, "augment" in ASCII; change i draws from the i-th after it. */
  public static final long STREAM = 0x61_75_67_6d_65_6e_74L;

  private final Augmentation augmentation;
  private final long seed;
  private final Resampler resampler;
  private final AffineMap map = new AffineMap();
  private final RandomStream[] streams;
  private final int height;
  private final int width;
  private final int size;
  private long epoch = -1;

  /**
   * @param augmentation at least one change
   */
  public Augmenter(Augmentation augmentation, long seed) {
    this.augmentation = augmentation;
    this.seed = seed;
    this.resampler = new Resampler(augmentation.image(), augmentation.black());
    this.streams = new RandomStream[augmentation.steps().size()];
    this.height = augmentation.image().extent(0);
    this.width = augmentation.image().extent(1);
    this.size = augmentation.image().size();
  }

  /** Turns to the rows of an epoch, counted from 0. */
  public void begin(long number) {
    if (number != epoch) {
      epoch = number;
      for (int i = 0; i < streams.length; i++) {
        streams[i] = new RandomStream(seed, STREAM + i, epoch, 0);
      }
    }
  }

  /**
   * Overwrites the image that begins at {@code values[at]}.
   *
   * @param rank global rank of the row
   */
  public void augment(long rank, float[] values, int at) {
    map.reset();
    for (int i = 0; i < streams.length; i++) {
      apply(augmentation.steps().get(i), streams[i], rank, values, at);
    }
    settle(values, at);
  }

  private void apply(AugmentSpec step, RandomStream random, long rank, float[] values, int at) {
    double first = random.uniformDouble(2 * rank);
    double second = random.uniformDouble(2 * rank + 1);
    switch (step.kind()) {
      case FLIP -> {
        AugmentSpec.Flip flip = (AugmentSpec.Flip) step;
        map.scale(first < flip.horizontal() ? -1 : 1, second < flip.vertical() ? -1 : 1);
      }
      case ROTATE -> {
        double degrees = either(first, ((AugmentSpec.Rotate) step).degrees());
        map.rotate(StrictMath.toRadians(degrees));
      }
      case SCALE -> {
        double factor = 1 + either(first, ((AugmentSpec.Scale) step).range());
        map.scale(factor, factor);
      }
      case SHIFT -> {
        double fraction = ((AugmentSpec.Shift) step).fraction();
        map.shift(either(first, fraction * width), either(second, fraction * height));
      }
      case CROP -> {
        int padding = ((AugmentSpec.Crop) step).padding();
        map.shift(whole(first, padding), whole(second, padding));
      }
      case BRIGHTNESS -> {
        settle(values, at);
        brighten(1 + either(first, ((AugmentSpec.Brightness) step).range()), values, at);
      }
      case NOISE -> {
        settle(values, at);
        addNoise(((AugmentSpec.Noise) step).deviation(), random, rank * size, values, at);
      }
    }
  }

  /** Resamples what has been moved so far. */
  private void settle(float[] values, int at) {
    if (!map.isIdentity()) {
      resampler.move(map, values, at);
      map.reset();
    }
  }

  /** From −most to most. */
  private static double either(double uniform, double most) {
    return (2 * uniform - 1) * most;
  }

  /** A whole number from −most to most. */
  private static double whole(double uniform, int most) {
    return Math.floor(uniform * (2 * most + 1)) - most;
  }

  private void brighten(double factor, float[] values, int at) {
    float black = augmentation.black();
    for (int i = at; i < at + size; i++) {
      values[i] = black + (values[i] - black) * (float) factor;
    }
  }

  private void addNoise(double share, RandomStream random, long first, float[] values, int at) {
    double deviation = share * (augmentation.white() - augmentation.black());
    for (int i = 0; i < size; i++) {
      // The quantile of 0 is not finite.
      double probability = Math.max(random.uniformDouble(first + i), 0x1p-54);
      values[at + i] += (float) (deviation * NormalQuantile.of(probability));
    }
  }
}
