package weir.ml;

import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.param.shared.HasValidationIndicatorCol;
import org.apache.spark.ml.param.shared.HasWeightCol;
import weir.driver.api.Optimizer;
import weir.driver.api.Sequential;
import weir.driver.config.text.JobParts;
import weir.worker.loss.LossSpec;

/**
 * The params that all stages of Weir have beside those of their superclasses, with their getters
 * and setters; {@code explainParams} says what each is. Models have them too, so that a fitted
 * pipeline tells how it was trained.
 *
 * @param <E> the stage
 */
public interface WeirParams<E> extends HasWeightCol, HasValidationIndicatorCol {

  /** Where the stage keeps them. */
  ParamSet weirParams();

  @SuppressWarnings("unchecked")
  private <T> E with(Param<T> param, T value) {
    set(param, value);
    return (E) this;
  }

  @Override
  default Param<String> weightCol() {
    return weirParams().weightCol;
  }

  /** For a trait of Scala to store the param that it makes; {@link ParamSet} makes it. */
  @Override
  default void org$apache$spark$ml$param$shared$HasWeightCol$_setter_$weightCol_$eq(
      Param<String> made) {}

  /** Sets {@link #weightCol}: how much each row counts in the loss, 0 or more. */
  default E setWeightCol(String value) {
    return with(weightCol(), value);
  }

  @Override
  default Param<String> validationIndicatorCol() {
    return weirParams().validationIndicatorCol;
  }

  /** For a trait of Scala to store the param that it makes; {@link ParamSet} makes it. */
  @Override
  default void
      org$apache$spark$ml$param$shared$HasValidationIndicatorCol$_setter_$validationIndicatorCol_$eq(
          Param<String> made) {}

  /** Sets {@link #validationIndicatorCol}: true for rows to validate on. */
  default E setValidationIndicatorCol(String value) {
    return with(validationIndicatorCol(), value);
  }

  /** The param {@code featuresCols}. */
  default StringArrayParam featuresCols() {
    return weirParams().featuresCols;
  }

  /** The value of {@link #featuresCols}. */
  default String[] getFeaturesCols() {
    return getOrDefault(featuresCols());
  }

  /** Sets {@link #featuresCols}. */
  default E setFeaturesCols(String[] value) {
    return with(featuresCols(), value);
  }

  /** The param {@code network}. */
  default Param<String> network() {
    return weirParams().network;
  }

  /** The value of {@link #network}. */
  default String getNetwork() {
    return getOrDefault(network());
  }

  /** Sets {@link #network}. */
  default E setNetwork(Sequential layers) {
    return setNetwork(layers.text());
  }

  /** Sets {@link #network}. */
  default E setNetwork(String value) {
    return with(network(), value);
  }

  /** The param {@code layers}. */
  default IntArrayParam layers() {
    return weirParams().layers;
  }

  /** The value of {@link #layers}. */
  default int[] getLayers() {
    return getOrDefault(layers());
  }

  /** Sets {@link #layers}. */
  default E setLayers(int[] value) {
    return with(layers(), value);
  }

  /** The param {@code loss}. */
  default Param<String> loss() {
    return weirParams().loss;
  }

  /** The value of {@link #loss}. */
  default String getLoss() {
    return getOrDefault(loss());
  }

  /** Sets {@link #loss}. */
  default E setLoss(LossSpec value) {
    return setLoss(JobParts.text(value));
  }

  /** Sets {@link #loss}. */
  default E setLoss(String value) {
    return with(loss(), value);
  }

  /** The param {@code optimizer}. */
  default Param<String> optimizer() {
    return weirParams().optimizer;
  }

  /** The value of {@link #optimizer}. */
  default String getOptimizer() {
    return getOrDefault(optimizer());
  }

  /** Sets {@link #optimizer}. */
  default E setOptimizer(Optimizer value) {
    return setOptimizer(JobParts.text(value.settings()));
  }

  /** Sets {@link #optimizer}. */
  default E setOptimizer(String value) {
    return with(optimizer(), value);
  }

  /** The param {@code stepSize}. */
  default DoubleParam stepSize() {
    return weirParams().stepSize;
  }

  /** The value of {@link #stepSize}. */
  default double getStepSize() {
    return (Double) getOrDefault(stepSize());
  }

  /** Sets {@link #stepSize}. */
  default E setStepSize(double value) {
    return with(stepSize(), value);
  }

  /** The param {@code maxIter}. */
  default IntParam maxIter() {
    return weirParams().maxIter;
  }

  /** The value of {@link #maxIter}. */
  default int getMaxIter() {
    return (Integer) getOrDefault(maxIter());
  }

  /** Sets {@link #maxIter}. */
  default E setMaxIter(int value) {
    return with(maxIter(), value);
  }

  /** The param {@code batchSize}. */
  default IntParam batchSize() {
    return weirParams().batchSize;
  }

  /** The value of {@link #batchSize}. */
  default int getBatchSize() {
    return (Integer) getOrDefault(batchSize());
  }

  /** Sets {@link #batchSize}. */
  default E setBatchSize(int value) {
    return with(batchSize(), value);
  }

  /** The param {@code seed}. */
  default LongParam seed() {
    return weirParams().seed;
  }

  /** The value of {@link #seed}. */
  default long getSeed() {
    return (Long) getOrDefault(seed());
  }

  /** Sets {@link #seed}. */
  default E setSeed(long value) {
    return with(seed(), value);
  }

  /** The param {@code tol}. */
  default DoubleParam tol() {
    return weirParams().tol;
  }

  /** The value of {@link #tol}. */
  default double getTol() {
    return (Double) getOrDefault(tol());
  }

  /** Sets {@link #tol}. */
  default E setTol(double value) {
    return with(tol(), value);
  }

  /** The param {@code validationFraction}. */
  default DoubleParam validationFraction() {
    return weirParams().validationFraction;
  }

  /** The value of {@link #validationFraction}. */
  default double getValidationFraction() {
    return (Double) getOrDefault(validationFraction());
  }

  /** Sets {@link #validationFraction}. */
  default E setValidationFraction(double value) {
    return with(validationFraction(), value);
  }

  /** The param {@code validationSplit}. */
  default Param<String> validationSplit() {
    return weirParams().validationSplit;
  }

  /** The value of {@link #validationSplit}. */
  default String getValidationSplit() {
    return getOrDefault(validationSplit());
  }

  /** Sets {@link #validationSplit}. */
  default E setValidationSplit(String value) {
    return with(validationSplit(), value);
  }

  /** The param {@code earlyStoppingPatience}. */
  default IntParam earlyStoppingPatience() {
    return weirParams().earlyStoppingPatience;
  }

  /** The value of {@link #earlyStoppingPatience}. */
  default int getEarlyStoppingPatience() {
    return (Integer) getOrDefault(earlyStoppingPatience());
  }

  /** Sets {@link #earlyStoppingPatience}. */
  default E setEarlyStoppingPatience(int value) {
    return with(earlyStoppingPatience(), value);
  }

  /** The param {@code earlyStoppingMetric}. */
  default Param<String> earlyStoppingMetric() {
    return weirParams().earlyStoppingMetric;
  }

  /** The value of {@link #earlyStoppingMetric}. */
  default String getEarlyStoppingMetric() {
    return getOrDefault(earlyStoppingMetric());
  }

  /** Sets {@link #earlyStoppingMetric}. */
  default E setEarlyStoppingMetric(String value) {
    return with(earlyStoppingMetric(), value);
  }

  /** The param {@code earlyStoppingMinDelta}. */
  default DoubleParam earlyStoppingMinDelta() {
    return weirParams().earlyStoppingMinDelta;
  }

  /** The value of {@link #earlyStoppingMinDelta}. */
  default double getEarlyStoppingMinDelta() {
    return (Double) getOrDefault(earlyStoppingMinDelta());
  }

  /** Sets {@link #earlyStoppingMinDelta}. */
  default E setEarlyStoppingMinDelta(double value) {
    return with(earlyStoppingMinDelta(), value);
  }

  /** The param {@code restoreBest}. */
  default BooleanParam restoreBest() {
    return weirParams().restoreBest;
  }

  /** The value of {@link #restoreBest}. */
  default boolean getRestoreBest() {
    return (Boolean) getOrDefault(restoreBest());
  }

  /** Sets {@link #restoreBest}. */
  default E setRestoreBest(boolean value) {
    return with(restoreBest(), value);
  }

  /** The param {@code numWorkers}. */
  default IntParam numWorkers() {
    return weirParams().numWorkers;
  }

  /** The value of {@link #numWorkers}. */
  default int getNumWorkers() {
    return (Integer) getOrDefault(numWorkers());
  }

  /** Sets {@link #numWorkers}. */
  default E setNumWorkers(int value) {
    return with(numWorkers(), value);
  }

  /** The param {@code virtualWorkers}. */
  default IntParam virtualWorkers() {
    return weirParams().virtualWorkers;
  }

  /** The value of {@link #virtualWorkers}. */
  default int getVirtualWorkers() {
    return (Integer) getOrDefault(virtualWorkers());
  }

  /** Sets {@link #virtualWorkers}. */
  default E setVirtualWorkers(int value) {
    return with(virtualWorkers(), value);
  }

  /** The param {@code deadlineSeconds}. */
  default DoubleParam deadlineSeconds() {
    return weirParams().deadlineSeconds;
  }

  /** The value of {@link #deadlineSeconds}. */
  default double getDeadlineSeconds() {
    return (Double) getOrDefault(deadlineSeconds());
  }

  /** Sets {@link #deadlineSeconds}. */
  default E setDeadlineSeconds(double value) {
    return with(deadlineSeconds(), value);
  }

  /** The param {@code inferBatchSize}. */
  default IntParam inferBatchSize() {
    return weirParams().inferBatchSize;
  }

  /** The value of {@link #inferBatchSize}. */
  default int getInferBatchSize() {
    return (Integer) getOrDefault(inferBatchSize());
  }

  /** Sets {@link #inferBatchSize}. */
  default E setInferBatchSize(int value) {
    return with(inferBatchSize(), value);
  }
}
