package weir.tensor;

import java.util.Objects;
import java.util.function.Function;

/**
 * Runs every kernel that has twins over awkward values, offsets and lengths and prints a hash of
 * the bits, so that JVMs can be compared.
 */
final class TwinProbe {
  private static final int[] LENGTHS = {0, 1, 3, 13, 15, 16, 17, 31, 33, 207, 1025};
  private static final float[] SPECIAL = {
    0f,
    -0f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    1f,
    -1f,
    0.5f,
    88.72284f,
    -103.97f,
    1000f,
    -1000f,
    5e-8f,
    -5e-8f,
    1e-3f,
    0.70710677f,
    1.4142135f,
    9.01f,
    -14.4f
  };

  private TwinProbe() {}

  /** Prints {@link #hash} of the twin named: vector or scalar. */
  public static void main(String[] arguments) {
    System.out.println(arguments[0].equals("vector") ? vectorHash() : scalarHash());
  }

  static long vectorHash() {
    return Objects.hash(
        hash(VectorSweeps::of),
        hash(new VectorWindows()),
        hash(new VectorWinograd()),
        RowTwinProbe.hash(new VectorLayerNorm()),
        RowTwinProbe.hash(new VectorSoftmax()));
  }

  static long scalarHash() {
    return Objects.hash(
        hash(ScalarSweeps::of),
        hash(new ScalarWindows()),
        hash(new ScalarWinograd()),
        RowTwinProbe.hash(new ScalarLayerNorm()),
        RowTwinProbe.hash(new ScalarSoftmax()));
  }

  /** Fifteen places of one to six cells that overlap, on 24 cells; channels of every remainder. */
  private static long hash(WindowTwin twin) {
    long hash = 17;
    RandomStream random = new RandomStream(1, 2, 3, 5);
    for (int channels : new int[] {1, 7, 8, 16, 19, 35}) {
      CellLists lists = lists(channels);
      int places = lists.places();
      int[] first = new int[places];
      for (int place = 0; place < places; place++) {
        first[place] = lists.cells()[lists.starts()[place]];
      }
      Taps taps = new Taps(first, new int[] {0, 1, 2, 7, 12});
      float[] x = values(random, 24 * channels + 20);
      float[] y = new float[places * channels + 5];
      float[] weights = values(random, 5 * channels);
      twin.max(lists, x, 3, y, 2, channels);
      hash = mix(hash, y);
      float[] inputDelta = new float[x.length];
      twin.maxBackward(lists, x, inputDelta, 3, y, values(random, y.length), 2, channels);
      hash = mix(hash, inputDelta);
      twin.correlate(taps, x, weights, y, 2, channels);
      hash = mix(hash, y);
      twin.addTapGradient(taps, x, y, 2, weights, channels);
      hash = mix(hash, weights);
    }
    return hash;
  }

  /** Three by two tiles; channels of every remainder, matrices with a gap between them. */
  private static long hash(WinogradTwin twin) {
    long hash = 17;
    RandomStream random = new RandomStream(1, 2, 3, 6);
    for (int channels : new int[] {1, 8, 16, 19, 35}) {
      Tiles tiles = new Tiles(3, 2, channels);
      int next = 8 * channels + 3;
      float[] spread = new float[16 * next];
      float[] output = new float[tiles.outputLength()];
      twin.input(tiles, values(random, tiles.inputLength()), spread, 2, next);
      hash = mix(hash, spread);
      twin.output(tiles, values(random, spread.length), 1, next, output);
      hash = mix(hash, output);
      twin.delta(tiles, values(random, output.length), spread, 0, next);
      hash = mix(hash, spread);
    }
    return hash;
  }

  private static CellLists lists(int channels) {
    int[] starts = new int[16];
    int[] cells = new int[15 * 6];
    for (int place = 0; place < 15; place++) {
      int count = 1 + place % 6;
      for (int i = 0; i < count; i++) {
        cells[starts[place] + i] = (place + i * (i + 1) / 3) % 24 * channels;
      }
      starts[place + 1] = starts[place] + count;
    }
    return new CellLists(starts, cells);
  }

  private static long hash(Function<Elementwise, Sweep> twin) {
    long hash = 17;
    RandomStream random = new RandomStream(1, 2, 3, 4);
    for (Elementwise function : Elementwise.values()) {
      Sweep sweep = twin.apply(function);
      for (int length : LENGTHS) {
        for (int offset = 0; offset < 3; offset++) {
          float[] x = values(random, length + 5);
          float[] y = values(random, length + 5);
          sweep.run(x, offset, y, 2 - offset, length);
          sweep.run(x, offset, x, offset, length);
          hash = mix(mix(hash, x), y);
        }
      }
    }
    return hash;
  }

  static float[] values(RandomStream random, int length) {
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      long bits = random.bits(1000L * length + i);
      x[i] =
          switch ((int) (bits & 3)) {
            case 0 -> SPECIAL[(int) ((bits >>> 8) % SPECIAL.length)];
            case 1 -> Float.intBitsToFloat((int) (bits >>> 32));
            default -> (float) random.gaussian(i) * 4;
          };
    }
    return x;
  }

  // floatToIntBits, not raw: which NaN it is, is nobody's promise.
  static long mix(long hash, float[] x) {
    for (float value : x) {
      hash = hash * 31 + Float.floatToIntBits(value);
    }
    return hash;
  }
}
