package weir.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector twin: whole vectors by {@link VectorFunctions}, what is left over by {@link
 * ScalarSweeps}. One small loop per function, so that each is compiled on its own.
 */
final class VectorSweeps {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private VectorSweeps() {}

  static int lanes() {
    return LANES;
  }

  static Sweep of(Elementwise function) {
    return switch (function) {
      case EXP -> VectorSweeps::exp;
      case EXPM1 -> VectorSweeps::expm1;
      case LOG -> VectorSweeps::log;
      case LOG1P -> VectorSweeps::log1p;
      case TANH -> VectorSweeps::tanh;
      case SIGMOID -> VectorSweeps::sigmoid;
      case SOFTPLUS -> VectorSweeps::softplus;
      case NORMAL_CDF -> VectorSweeps::normalCdf;
      case GELU -> VectorSweeps::gelu;
      case GELU_TANH -> VectorSweeps::geluTanh;
      case SILU -> VectorSweeps::silu;
      case RELU -> VectorSweeps::relu;
      case ADD -> VectorSweeps::add;
      case MULTIPLY -> VectorSweeps::multiply;
      case ADD_RELU -> VectorSweeps::addRelu;
      case GELU_BACKWARD -> VectorSweeps::geluBackward;
      case GELU_TANH_BACKWARD -> VectorSweeps::geluTanhBackward;
      case SILU_BACKWARD -> VectorSweeps::siluBackward;
      case SOFTPLUS_BACKWARD -> VectorSweeps::softplusBackward;
      case RELU_BACKWARD -> VectorSweeps::reluBackward;
    };
  }

  private static FloatVector load(float[] x, int at) {
    return FloatVector.fromArray(SPECIES, x, at);
  }

  static void exp(float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.exp(load(x, xAt + i)).intoArray(y, yAt + i);
    }
    ScalarSweeps.exp(x, xAt + whole, y, yAt + whole, length - whole);
  }

  static void expm1(float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.expm1(load(x, xAt + i)).intoArray(y, yAt + i);
    }
    ScalarSweeps.expm1(x, xAt + whole, y, yAt + whole, length - whole);
  }

  static void log(float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.log(load(x, xAt + i)).intoArray(y, yAt + i);
    }
    ScalarSweeps.log(x, xAt + whole, y, yAt + whole, length - whole);
  }

  static void log1p(float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.log1p(load(x, xAt + i)).intoArray(y, yAt + i);
    }
    ScalarSweeps.log1p(x, xAt + whole, y, yAt + whole, length - whole);
  }

  static void tanh(float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.tanh(load(x, xAt + i)).intoArray(y, yAt + i);
    }
    ScalarSweeps.tanh(x, xAt + whole, y, yAt + whole, length - whole);
  }

  static void sigmoid(float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.sigmoid(load(x, xAt + i)).intoArray(y, yAt + i);
    }
    ScalarSweeps.sigmoid(x, xAt + whole, y, yAt + whole, length - whole);
  }

  static void softplus(float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.softplus(load(x, xAt + i)).intoArray(y, yAt + i);
    }
    ScalarSweeps.softplus(x, xAt + whole, y, yAt + whole, length - whole);
  }

  static void normalCdf(float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.normalCdf(load(x, xAt + i)).intoArray(y, yAt + i);
    }
    ScalarSweeps.normalCdf(x, xAt + whole, y, yAt + whole, length - whole);
  }

  static void gelu(float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.gelu(load(x, xAt + i)).intoArray(y, yAt + i);
    }
    ScalarSweeps.gelu(x, xAt + whole, y, yAt + whole, length - whole);
  }

  static void geluTanh(float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.geluTanh(load(x, xAt + i)).intoArray(y, yAt + i);
    }
    ScalarSweeps.geluTanh(x, xAt + whole, y, yAt + whole, length - whole);
  }

  static void silu(float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.silu(load(x, xAt + i)).intoArray(y, yAt + i);
    }
    ScalarSweeps.silu(x, xAt + whole, y, yAt + whole, length - whole);
  }

  static void relu(float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.relu(load(x, xAt + i)).intoArray(y, yAt + i);
    }
    ScalarSweeps.relu(x, xAt + whole, y, yAt + whole, length - whole);
  }

  static void add(float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      load(y, yAt + i).add(load(x, xAt + i)).intoArray(y, yAt + i);
    }
    ScalarSweeps.add(x, xAt + whole, y, yAt + whole, length - whole);
  }

  static void multiply(float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      load(y, yAt + i).mul(load(x, xAt + i)).intoArray(y, yAt + i);
    }
    ScalarSweeps.multiply(x, xAt + whole, y, yAt + whole, length - whole);
  }

  static void addRelu(float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector before = load(y, yAt + i);
      VectorFunctions.relu(before.add(load(x, xAt + i))).intoArray(y, yAt + i);
    }
    ScalarSweeps.addRelu(x, xAt + whole, y, yAt + whole, length - whole);
  }

  static void geluBackward(float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector before = load(y, yAt + i);
      before.mul(VectorFunctions.geluDerivative(load(x, xAt + i))).intoArray(y, yAt + i);
    }
    ScalarSweeps.geluBackward(x, xAt + whole, y, yAt + whole, length - whole);
  }

  static void geluTanhBackward(float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector before = load(y, yAt + i);
      before.mul(VectorFunctions.geluTanhDerivative(load(x, xAt + i))).intoArray(y, yAt + i);
    }
    ScalarSweeps.geluTanhBackward(x, xAt + whole, y, yAt + whole, length - whole);
  }

  static void siluBackward(float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector before = load(y, yAt + i);
      before.mul(VectorFunctions.siluDerivative(load(x, xAt + i))).intoArray(y, yAt + i);
    }
    ScalarSweeps.siluBackward(x, xAt + whole, y, yAt + whole, length - whole);
  }

  static void softplusBackward(float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector before = load(y, yAt + i);
      before.mul(VectorFunctions.softplusDerivative(load(x, xAt + i))).intoArray(y, yAt + i);
    }
    ScalarSweeps.softplusBackward(x, xAt + whole, y, yAt + whole, length - whole);
  }

  static void reluBackward(float[] x, int xAt, float[] y, int yAt, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector before = load(y, yAt + i);
      VectorFunctions.reluBackward(load(x, xAt + i), before).intoArray(y, yAt + i);
    }
    ScalarSweeps.reluBackward(x, xAt + whole, y, yAt + whole, length - whole);
  }
}
