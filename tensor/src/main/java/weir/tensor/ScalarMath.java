package weir.tensor;

/** The scalar twin: what computes where {@code jdk.incubator.vector} is missing. */
final class ScalarMath implements ElementwiseMath {
  @Override
  public String describe() {
    return "scalar";
  }

  @Override
  public void exp(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = ScalarFunctions.exp(x[xOffset + i]);
    }
  }

  @Override
  public void expm1(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = ScalarFunctions.expm1(x[xOffset + i]);
    }
  }

  @Override
  public void log(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = ScalarFunctions.log(x[xOffset + i]);
    }
  }

  @Override
  public void log1p(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = ScalarFunctions.log1p(x[xOffset + i]);
    }
  }

  @Override
  public void tanh(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = ScalarFunctions.tanh(x[xOffset + i]);
    }
  }

  @Override
  public void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = ScalarFunctions.sigmoid(x[xOffset + i]);
    }
  }

  @Override
  public void softplus(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = ScalarFunctions.softplus(x[xOffset + i]);
    }
  }

  @Override
  public void normalCdf(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = ScalarFunctions.normalCdf(x[xOffset + i]);
    }
  }

  @Override
  public void gelu(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = x[xOffset + i] * ScalarFunctions.normalCdf(x[xOffset + i]);
    }
  }

  @Override
  public void geluTanh(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = ScalarFunctions.geluTanh(x[xOffset + i]);
    }
  }

  @Override
  public void silu(float[] x, int xOffset, float[] y, int yOffset, int length) {
    for (int i = 0; i < length; i++) {
      y[yOffset + i] = ScalarFunctions.silu(x[xOffset + i]);
    }
  }

  @Override
  public void geluBackward(
      float[] x, int xOffset, float[] gradient, int gradientOffset, int length) {
    for (int i = 0; i < length; i++) {
      gradient[gradientOffset + i] *= ScalarFunctions.geluDerivative(x[xOffset + i]);
    }
  }

  @Override
  public void geluTanhBackward(
      float[] x, int xOffset, float[] gradient, int gradientOffset, int length) {
    for (int i = 0; i < length; i++) {
      gradient[gradientOffset + i] *= ScalarFunctions.geluTanhDerivative(x[xOffset + i]);
    }
  }

  @Override
  public void siluBackward(
      float[] x, int xOffset, float[] gradient, int gradientOffset, int length) {
    for (int i = 0; i < length; i++) {
      gradient[gradientOffset + i] *= ScalarFunctions.siluDerivative(x[xOffset + i]);
    }
  }

  @Override
  public void softplusBackward(
      float[] y, int yOffset, float[] gradient, int gradientOffset, int length) {
    for (int i = 0; i < length; i++) {
      gradient[gradientOffset + i] *= -ScalarFunctions.expm1(-y[yOffset + i]);
    }
  }
}
