package weir.worker.nn.initialize;

import java.util.Arrays;
import weir.tensor.RandomStream;
import weir.worker.nn.spec.InitializerSpec;
import weir.worker.nn.spec.InitializerSpec.Constant;
import weir.worker.nn.spec.InitializerSpec.Distribution;
import weir.worker.nn.spec.InitializerSpec.Normal;
import weir.worker.nn.spec.InitializerSpec.Scaled;
import weir.worker.nn.spec.InitializerSpec.Uniform;

/**
 * Fills a tensor: element i is a pure function of the stream and i, whatever else is initialized
 * when and where.
 */
public final class Initializer {
  private Initializer() {}

  /** Overwrites {@code length} floats from {@code offset} on. */
  public static void fill(InitializerSpec spec, Fans fans, RandomStream random, FloatSlice slice) {
    switch (spec.kind()) {
      case CONSTANT -> constant(slice, ((Constant) spec).value());
      case NORMAL -> {
        Normal normal = (Normal) spec;
        normal(slice, random, normal.mean(), normal.deviation());
      }
      case UNIFORM -> {
        Uniform uniform = (Uniform) spec;
        uniform(slice, random, uniform.low(), uniform.high());
      }
      case SCALED -> scaled((Scaled) spec, fans, random, slice);
    }
  }

  private static void scaled(Scaled spec, Fans fans, RandomStream random, FloatSlice slice) {
    if (spec.distribution() == Distribution.UNIFORM) {
      double bound = spec.bound(fans.in(), fans.out());
      uniform(slice, random, -bound, bound);
    } else {
      normal(slice, random, 0, spec.deviation(fans.in(), fans.out()));
    }
  }

  private static void constant(FloatSlice slice, double value) {
    Arrays.fill(slice.array(), slice.offset(), slice.offset() + slice.length(), (float) value);
  }

  private static void normal(FloatSlice slice, RandomStream random, double mean, double deviation) {
    for (int i = 0; i < slice.length(); i++) {
      slice.array()[slice.offset() + i] = (float) (mean + deviation * random.gaussian(i));
    }
  }

  private static void uniform(FloatSlice slice, RandomStream random, double low, double high) {
    for (int i = 0; i < slice.length(); i++) {
      float value = (float) (low + (high - low) * random.uniformDouble(i));
      // Rounding to float must not leave the interval.
      if (value > high) {
        value = Math.nextDown(value);
      } else if (value < low) {
        value = Math.nextUp(value);
      }
      slice.array()[slice.offset() + i] = value;
    }
  }
}
