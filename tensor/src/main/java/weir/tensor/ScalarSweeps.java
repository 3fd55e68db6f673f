package weir.tensor;

/** The scalar twin: what computes where {@code jdk.incubator.vector} is missing or not yet warm. */
final class ScalarSweeps {
  private ScalarSweeps() {}

  static Sweep of(Elementwise function) {
    return switch (function) {
      case EXP -> ScalarSweeps::exp;
      case EXPM1 -> ScalarSweeps::expm1;
      case LOG -> ScalarSweeps::log;
      case LOG1P -> ScalarSweeps::log1p;
      case TANH -> ScalarSweeps::tanh;
      case SIGMOID -> ScalarSweeps::sigmoid;
      case SOFTPLUS -> ScalarSweeps::softplus;
      case NORMAL_CDF -> ScalarSweeps::normalCdf;
      case GELU -> ScalarSweeps::gelu;
      case GELU_TANH -> ScalarSweeps::geluTanh;
      case SILU -> ScalarSweeps::silu;
      case RELU -> ScalarSweeps::relu;
      case ADD -> ScalarSweeps::add;
      case MULTIPLY -> ScalarSweeps::multiply;
      case ADD_RELU -> ScalarSweeps::addRelu;
      case GELU_BACKWARD -> ScalarSweeps::geluBackward;
      case GELU_TANH_BACKWARD -> ScalarSweeps::geluTanhBackward;
      case SILU_BACKWARD -> ScalarSweeps::siluBackward;
      case SOFTPLUS_BACKWARD -> ScalarSweeps::softplusBackward;
      case RELU_BACKWARD -> ScalarSweeps::reluBackward;
    };
  }

  static void exp(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] = ScalarFunctions.exp(x[xAt + i]);
    }
  }

  static void expm1(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] = ScalarFunctions.expm1(x[xAt + i]);
    }
  }

  static void log(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] = ScalarFunctions.log(x[xAt + i]);
    }
  }

  static void log1p(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] = ScalarFunctions.log1p(x[xAt + i]);
    }
  }

  static void tanh(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] = ScalarFunctions.tanh(x[xAt + i]);
    }
  }

  static void sigmoid(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] = ScalarFunctions.sigmoid(x[xAt + i]);
    }
  }

  static void softplus(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] = ScalarFunctions.softplus(x[xAt + i]);
    }
  }

  static void normalCdf(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] = ScalarFunctions.normalCdf(x[xAt + i]);
    }
  }

  static void gelu(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] = ScalarFunctions.gelu(x[xAt + i]);
    }
  }

  static void geluTanh(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] = ScalarFunctions.geluTanh(x[xAt + i]);
    }
  }

  static void silu(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] = ScalarFunctions.silu(x[xAt + i]);
    }
  }

  static void relu(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] = ScalarFunctions.relu(x[xAt + i]);
    }
  }

  static void add(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] += x[xAt + i];
    }
  }

  static void multiply(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] *= x[xAt + i];
    }
  }

  static void addRelu(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] = ScalarFunctions.relu(y[yAt + i] + x[xAt + i]);
    }
  }

  static void geluBackward(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] *= ScalarFunctions.geluDerivative(x[xAt + i]);
    }
  }

  static void geluTanhBackward(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] *= ScalarFunctions.geluTanhDerivative(x[xAt + i]);
    }
  }

  static void siluBackward(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] *= ScalarFunctions.siluDerivative(x[xAt + i]);
    }
  }

  static void softplusBackward(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] *= ScalarFunctions.softplusDerivative(x[xAt + i]);
    }
  }

  static void reluBackward(float[] x, int xAt, float[] y, int yAt, int length) {
    for (int i = 0; i < length; i++) {
      y[yAt + i] = x[xAt + i] > 0 ? y[yAt + i] : 0;
    }
  }
}
