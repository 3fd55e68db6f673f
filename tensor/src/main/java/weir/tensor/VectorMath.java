package weir.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector twin: whole vectors by {@link VectorFunctions}, what is left over by {@link
 * ScalarMath}. One small loop per function, so that each is compiled on its own.
 */
final class VectorMath implements ElementwiseMath {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final ScalarMath REST = new ScalarMath();

  @Override
  public String describe() {
    return "vector (" + LANES + " lanes)";
  }

  private static FloatVector load(float[] x, int offset) {
    return FloatVector.fromArray(SPECIES, x, offset);
  }

  @Override
  public void exp(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.exp(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    REST.exp(x, xOffset + whole, y, yOffset + whole, length - whole);
  }

  @Override
  public void expm1(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.expm1(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    REST.expm1(x, xOffset + whole, y, yOffset + whole, length - whole);
  }

  @Override
  public void log(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.log(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    REST.log(x, xOffset + whole, y, yOffset + whole, length - whole);
  }

  @Override
  public void log1p(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.log1p(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    REST.log1p(x, xOffset + whole, y, yOffset + whole, length - whole);
  }

  @Override
  public void tanh(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.tanh(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    REST.tanh(x, xOffset + whole, y, yOffset + whole, length - whole);
  }

  @Override
  public void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.sigmoid(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    REST.sigmoid(x, xOffset + whole, y, yOffset + whole, length - whole);
  }

  @Override
  public void softplus(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.softplus(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    REST.softplus(x, xOffset + whole, y, yOffset + whole, length - whole);
  }

  @Override
  public void normalCdf(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.normalCdf(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    REST.normalCdf(x, xOffset + whole, y, yOffset + whole, length - whole);
  }

  @Override
  public void gelu(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.gelu(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    REST.gelu(x, xOffset + whole, y, yOffset + whole, length - whole);
  }

  @Override
  public void geluTanh(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.geluTanh(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    REST.geluTanh(x, xOffset + whole, y, yOffset + whole, length - whole);
  }

  @Override
  public void silu(float[] x, int xOffset, float[] y, int yOffset, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      VectorFunctions.silu(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    REST.silu(x, xOffset + whole, y, yOffset + whole, length - whole);
  }

  @Override
  public void geluBackward(
      float[] x, int xOffset, float[] gradient, int gradientOffset, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector derivative = VectorFunctions.geluDerivative(load(x, xOffset + i));
      load(gradient, gradientOffset + i).mul(derivative).intoArray(gradient, gradientOffset + i);
    }
    REST.geluBackward(x, xOffset + whole, gradient, gradientOffset + whole, length - whole);
  }

  @Override
  public void geluTanhBackward(
      float[] x, int xOffset, float[] gradient, int gradientOffset, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector derivative = VectorFunctions.geluTanhDerivative(load(x, xOffset + i));
      load(gradient, gradientOffset + i).mul(derivative).intoArray(gradient, gradientOffset + i);
    }
    REST.geluTanhBackward(x, xOffset + whole, gradient, gradientOffset + whole, length - whole);
  }

  @Override
  public void siluBackward(
      float[] x, int xOffset, float[] gradient, int gradientOffset, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector derivative = VectorFunctions.siluDerivative(load(x, xOffset + i));
      load(gradient, gradientOffset + i).mul(derivative).intoArray(gradient, gradientOffset + i);
    }
    REST.siluBackward(x, xOffset + whole, gradient, gradientOffset + whole, length - whole);
  }

  @Override
  public void softplusBackward(
      float[] y, int yOffset, float[] gradient, int gradientOffset, int length) {
    int whole = SPECIES.loopBound(length);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector derivative = VectorFunctions.expm1(load(y, yOffset + i).neg()).neg();
      load(gradient, gradientOffset + i).mul(derivative).intoArray(gradient, gradientOffset + i);
    }
    REST.softplusBackward(y, yOffset + whole, gradient, gradientOffset + whole, length - whole);
  }
}
