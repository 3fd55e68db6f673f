package weir.driver.api;

import weir.driver.config.OptimizerSettings;
import weir.proto.spec.OptimizerSpec;

/** Rules that move the weights; formulas with {@link OptimizerSpec}. For static import. */
public final class Optimizers {
  private Optimizers() {}

  /** Gradient descent. */
  public static Optimizer sgd() {
    return new Optimizer(OptimizerSettings.SGD);
  }

  /** Gradient descent at this rate. */
  public static Optimizer sgd(double learningRate) {
    return sgd().learningRate(learningRate);
  }

  /** Gradient descent with momentum. */
  public static Optimizer momentum() {
    return new Optimizer(OptimizerSettings.MOMENTUM);
  }

  /** Gradient descent with momentum at this rate. */
  public static Optimizer momentum(double learningRate) {
    return momentum().learningRate(learningRate);
  }

  /** Gradient descent with momentum, dampening, Nesterov's look ahead as said. */
  public static Optimizer momentum(double learningRate, OptimizerSpec.Sgd options) {
    return momentum(learningRate).rule(options);
  }

  /** Momentum as a pure exponential average. */
  public static Optimizer ema() {
    return new Optimizer(OptimizerSettings.EMA);
  }

  /** Momentum as a pure exponential average at this rate. */
  public static Optimizer ema(double learningRate) {
    return ema().learningRate(learningRate);
  }

  /** Momentum as a pure exponential average with options. */
  public static Optimizer ema(double learningRate, OptimizerSpec.Ema options) {
    return ema(learningRate).rule(options);
  }

  /** Adam. */
  public static Optimizer adam() {
    return new Optimizer(OptimizerSettings.ADAM);
  }

  /** Adam at this rate. */
  public static Optimizer adam(double learningRate) {
    return adam().learningRate(learningRate);
  }

  /** Adam with options. */
  public static Optimizer adam(double learningRate, OptimizerSpec.Adam options) {
    return adam(learningRate).rule(options);
  }

  /** Adam with decoupled weight decay. */
  public static Optimizer adamW() {
    return new Optimizer(OptimizerSettings.ADAM_W);
  }

  /** Adam with decoupled weight decay at this rate. */
  public static Optimizer adamW(double learningRate) {
    return adamW().learningRate(learningRate);
  }

  /** Adam with decoupled weight decay and options. */
  public static Optimizer adamW(double learningRate, OptimizerSpec.Adam options) {
    return adamW(learningRate).rule(options);
  }

  /** LAMB: Adam whose step has a length of its own in each tensor, for large batches. */
  public static Optimizer lamb() {
    return new Optimizer(OptimizerSettings.LAMB);
  }

  /** LAMB at this rate. */
  public static Optimizer lamb(double learningRate) {
    return lamb().learningRate(learningRate);
  }

  /** LAMB with options. */
  public static Optimizer lamb(double learningRate, OptimizerSpec.Lamb options) {
    return lamb(learningRate).rule(options);
  }

  /** RMSprop. */
  public static Optimizer rmsProp() {
    return new Optimizer(OptimizerSettings.RMS_PROP);
  }

  /** RMSprop at this rate. */
  public static Optimizer rmsProp(double learningRate) {
    return rmsProp().learningRate(learningRate);
  }

  /** RMSprop with options. */
  public static Optimizer rmsProp(double learningRate, OptimizerSpec.RmsProp options) {
    return rmsProp(learningRate).rule(options);
  }

  /** Adagrad. */
  public static Optimizer adagrad() {
    return new Optimizer(OptimizerSettings.ADAGRAD);
  }

  /** Adagrad at this rate. */
  public static Optimizer adagrad(double learningRate) {
    return adagrad().learningRate(learningRate);
  }

  /** Adagrad with options. */
  public static Optimizer adagrad(double learningRate, OptimizerSpec.Adagrad options) {
    return adagrad(learningRate).rule(options);
  }

  /** Adadelta. */
  public static Optimizer adadelta() {
    return new Optimizer(OptimizerSettings.ADADELTA);
  }

  /** Adadelta at this rate. */
  public static Optimizer adadelta(double learningRate) {
    return adadelta().learningRate(learningRate);
  }

  /** Adadelta with options. */
  public static Optimizer adadelta(double learningRate, OptimizerSpec.Adadelta options) {
    return adadelta(learningRate).rule(options);
  }

  /** FTRL-proximal, for linear models with many features. */
  public static Optimizer ftrl() {
    return new Optimizer(OptimizerSettings.FTRL);
  }

  /** FTRL-proximal at this rate. */
  public static Optimizer ftrl(double learningRate) {
    return ftrl().learningRate(learningRate);
  }

  /** FTRL-proximal with options; it has penalties of its own and takes no others. */
  public static Optimizer ftrl(double learningRate, OptimizerSpec.Ftrl options) {
    return ftrl(learningRate).rule(options);
  }
}
