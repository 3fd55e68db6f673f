# Made from the params of weir.ml's Java classes by PythonStagesTest; do not edit.
"""Stages of Spark ML that train with Weir, for PySpark.

The classes are those of the Java package of the same name, so that pipelines saved from
either side load on the other. `jar()` is the file that Spark needs: give it to the session
as `spark.jars`.
"""

from pyspark import keyword_only
from pyspark.ml.classification import (
    _JavaProbabilisticClassificationModel,
    _JavaProbabilisticClassifier,
)
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.param.shared import HasValidationIndicatorCol, HasWeightCol
from pyspark.ml.regression import _JavaRegressionModel, _JavaRegressor
from pyspark.ml.util import HasTrainingSummary, JavaMLReadable, JavaMLWritable

from weir import jar

__all__ = [
    "WeirClassifier",
    "WeirClassificationModel",
    "WeirRegressor",
    "WeirRegressionModel",
    "jar",
]


def _java(stage, name):
    """The Java stage, or what to do where Spark does not know it."""
    try:
        return stage._new_java_obj("weir.ml." + name, stage.uid)
    except TypeError as failure:
        raise RuntimeError(
            "Spark does not know weir.ml.%s (expected: weir.jar on its class path, Spark 4.1);"
            " set spark.jars to %s" % (name, jar())
        ) from failure


class _WeirParams(HasWeightCol, HasValidationIndicatorCol):
    batchSize = Param(
        Params._dummy(),
        "batchSize",
        "rows of the global batch of a step (>= 1)",
        typeConverter=TypeConverters.toInt,
    )
    deadlineSeconds = Param(
        Params._dummy(),
        "deadlineSeconds",
        "after how long a wait for a worker ends with an error that names it (> 0)",
        typeConverter=TypeConverters.toFloat,
    )
    earlyStoppingMetric = Param(
        Params._dummy(),
        "earlyStoppingMetric",
        "the validation metric that early stopping looks at",
        typeConverter=TypeConverters.toString,
    )
    earlyStoppingMinDelta = Param(
        Params._dummy(),
        "earlyStoppingMinDelta",
        "by how much the metric must be better to count (>= 0)",
        typeConverter=TypeConverters.toFloat,
    )
    earlyStoppingPatience = Param(
        Params._dummy(),
        "earlyStoppingPatience",
        "passes without a better validation metric after which training ends; 0: it does not end early (>= 0)",
        typeConverter=TypeConverters.toInt,
    )
    featuresCols = Param(
        Params._dummy(),
        "featuresCols",
        "columns of numbers to learn from, instead of featuresCol",
        typeConverter=TypeConverters.toListString,
    )
    inferBatchSize = Param(
        Params._dummy(),
        "inferBatchSize",
        "rows that the model predicts in one go (>= 1)",
        typeConverter=TypeConverters.toInt,
    )
    layers = Param(
        Params._dummy(),
        "layers",
        "units of each layer from the features to the output, dense with relu between them; short for network",
        typeConverter=TypeConverters.toListInt,
    )
    loss = Param(
        Params._dummy(),
        "loss",
        "the loss as YAML, as in a job file",
        typeConverter=TypeConverters.toString,
    )
    maxIter = Param(
        Params._dummy(),
        "maxIter",
        "passes over the training rows, at most (>= 1)",
        typeConverter=TypeConverters.toInt,
    )
    network = Param(
        Params._dummy(),
        "network",
        "the layers as YAML, as in a job file; one dense layer when not set",
        typeConverter=TypeConverters.toString,
    )
    numWorkers = Param(
        Params._dummy(),
        "numWorkers",
        "tasks that train side by side (>= 1)",
        typeConverter=TypeConverters.toInt,
    )
    optimizer = Param(
        Params._dummy(),
        "optimizer",
        "the optimizer as YAML, as in a job file",
        typeConverter=TypeConverters.toString,
    )
    restoreBest = Param(
        Params._dummy(),
        "restoreBest",
        "early stopping keeps the weights of the best pass",
        typeConverter=TypeConverters.toBoolean,
    )
    seed = Param(
        Params._dummy(),
        "seed",
        "of initial weights, order of rows and dropout",
        typeConverter=TypeConverters.toInt,
    )
    stepSize = Param(
        Params._dummy(),
        "stepSize",
        "learning rate, instead of the optimizer's (> 0)",
        typeConverter=TypeConverters.toFloat,
    )
    tol = Param(
        Params._dummy(),
        "tol",
        "training ends when the mean loss moves by less than this share of itself in a pass; 0: it does not (>= 0)",
        typeConverter=TypeConverters.toFloat,
    )
    validationFraction = Param(
        Params._dummy(),
        "validationFraction",
        "share of the rows that are evaluated after every pass and not trained on, where no validationIndicatorCol is set (0 <= share < 1)",
        typeConverter=TypeConverters.toFloat,
    )
    validationSplit = Param(
        Params._dummy(),
        "validationSplit",
        "how validationFraction is cut: hash keeps equal rows on one side, random cuts row by row, stratified each class so",
        typeConverter=TypeConverters.toString,
    )
    virtualWorkers = Param(
        Params._dummy(),
        "virtualWorkers",
        "a power of two; runs with equal values end in the same bits on any cluster; 0: the next one >= numWorkers (>= 0)",
        typeConverter=TypeConverters.toInt,
    )

    def getBatchSize(self):
        return self.getOrDefault(self.batchSize)

    def getDeadlineSeconds(self):
        return self.getOrDefault(self.deadlineSeconds)

    def getEarlyStoppingMetric(self):
        return self.getOrDefault(self.earlyStoppingMetric)

    def getEarlyStoppingMinDelta(self):
        return self.getOrDefault(self.earlyStoppingMinDelta)

    def getEarlyStoppingPatience(self):
        return self.getOrDefault(self.earlyStoppingPatience)

    def getFeaturesCols(self):
        return self.getOrDefault(self.featuresCols)

    def getInferBatchSize(self):
        return self.getOrDefault(self.inferBatchSize)

    def getLayers(self):
        return self.getOrDefault(self.layers)

    def getLoss(self):
        return self.getOrDefault(self.loss)

    def getMaxIter(self):
        return self.getOrDefault(self.maxIter)

    def getNetwork(self):
        return self.getOrDefault(self.network)

    def getNumWorkers(self):
        return self.getOrDefault(self.numWorkers)

    def getOptimizer(self):
        return self.getOrDefault(self.optimizer)

    def getRestoreBest(self):
        return self.getOrDefault(self.restoreBest)

    def getSeed(self):
        return self.getOrDefault(self.seed)

    def getStepSize(self):
        return self.getOrDefault(self.stepSize)

    def getTol(self):
        return self.getOrDefault(self.tol)

    def getValidationFraction(self):
        return self.getOrDefault(self.validationFraction)

    def getValidationSplit(self):
        return self.getOrDefault(self.validationSplit)

    def getVirtualWorkers(self):
        return self.getOrDefault(self.virtualWorkers)


class _WeirClassifierParams(_WeirParams):
    classWeights = Param(
        Params._dummy(),
        "classWeights",
        "how much rows of a class count, as YAML: none, balanced, or a list or map of weights",
        typeConverter=TypeConverters.toString,
    )
    decide = Param(
        Params._dummy(),
        "decide",
        "when class 1 of two is predicted, as YAML: none (when it is the more probable one), {threshold: probability}, or {metric: f1} and the like, which validation rows pick a threshold by; sets thresholds of the model",
        typeConverter=TypeConverters.toString,
    )

    def getClassWeights(self):
        return self.getOrDefault(self.classWeights)

    def getDecide(self):
        return self.getOrDefault(self.decide)


class WeirClassifier(_JavaProbabilisticClassifier, _WeirClassifierParams, JavaMLWritable, JavaMLReadable):
    """Trains a WeirClassificationModel; see explainParams()."""

    @keyword_only
    def __init__(
        self,
        *,
        batchSize=None,
        classWeights=None,
        deadlineSeconds=None,
        decide=None,
        earlyStoppingMetric=None,
        earlyStoppingMinDelta=None,
        earlyStoppingPatience=None,
        featuresCol=None,
        featuresCols=None,
        inferBatchSize=None,
        labelCol=None,
        layers=None,
        loss=None,
        maxIter=None,
        network=None,
        numWorkers=None,
        optimizer=None,
        predictionCol=None,
        probabilityCol=None,
        rawPredictionCol=None,
        restoreBest=None,
        seed=None,
        stepSize=None,
        thresholds=None,
        tol=None,
        validationFraction=None,
        validationIndicatorCol=None,
        validationSplit=None,
        virtualWorkers=None,
        weightCol=None,
    ):
        super().__init__()
        self._java_obj = _java(self, "WeirClassifier")
        self._setDefault(
            batchSize=128,
            classWeights="none",
            deadlineSeconds=60.0,
            decide="none",
            earlyStoppingMetric="loss",
            earlyStoppingMinDelta=0.0,
            earlyStoppingPatience=0,
            inferBatchSize=256,
            loss="crossEntropy",
            maxIter=5,
            numWorkers=2,
            optimizer="adam",
            restoreBest=True,
            seed=1,
            tol=0.0,
            validationFraction=0.0,
            validationSplit="hash",
            virtualWorkers=0,
        )
        self._set(**self._input_kwargs)

    @keyword_only
    def setParams(
        self,
        *,
        batchSize=None,
        classWeights=None,
        deadlineSeconds=None,
        decide=None,
        earlyStoppingMetric=None,
        earlyStoppingMinDelta=None,
        earlyStoppingPatience=None,
        featuresCol=None,
        featuresCols=None,
        inferBatchSize=None,
        labelCol=None,
        layers=None,
        loss=None,
        maxIter=None,
        network=None,
        numWorkers=None,
        optimizer=None,
        predictionCol=None,
        probabilityCol=None,
        rawPredictionCol=None,
        restoreBest=None,
        seed=None,
        stepSize=None,
        thresholds=None,
        tol=None,
        validationFraction=None,
        validationIndicatorCol=None,
        validationSplit=None,
        virtualWorkers=None,
        weightCol=None,
    ):
        return self._set(**self._input_kwargs)

    def _create_model(self, java_model):
        return WeirClassificationModel(java_model)

    def setBatchSize(self, value):
        return self._set(batchSize=value)

    def setClassWeights(self, value):
        return self._set(classWeights=value)

    def setDeadlineSeconds(self, value):
        return self._set(deadlineSeconds=value)

    def setDecide(self, value):
        return self._set(decide=value)

    def setEarlyStoppingMetric(self, value):
        return self._set(earlyStoppingMetric=value)

    def setEarlyStoppingMinDelta(self, value):
        return self._set(earlyStoppingMinDelta=value)

    def setEarlyStoppingPatience(self, value):
        return self._set(earlyStoppingPatience=value)

    def setFeaturesCol(self, value):
        return self._set(featuresCol=value)

    def setFeaturesCols(self, value):
        return self._set(featuresCols=value)

    def setInferBatchSize(self, value):
        return self._set(inferBatchSize=value)

    def setLabelCol(self, value):
        return self._set(labelCol=value)

    def setLayers(self, value):
        return self._set(layers=value)

    def setLoss(self, value):
        return self._set(loss=value)

    def setMaxIter(self, value):
        return self._set(maxIter=value)

    def setNetwork(self, value):
        return self._set(network=value)

    def setNumWorkers(self, value):
        return self._set(numWorkers=value)

    def setOptimizer(self, value):
        return self._set(optimizer=value)

    def setPredictionCol(self, value):
        return self._set(predictionCol=value)

    def setProbabilityCol(self, value):
        return self._set(probabilityCol=value)

    def setRawPredictionCol(self, value):
        return self._set(rawPredictionCol=value)

    def setRestoreBest(self, value):
        return self._set(restoreBest=value)

    def setSeed(self, value):
        return self._set(seed=value)

    def setStepSize(self, value):
        return self._set(stepSize=value)

    def setThresholds(self, value):
        return self._set(thresholds=value)

    def setTol(self, value):
        return self._set(tol=value)

    def setValidationFraction(self, value):
        return self._set(validationFraction=value)

    def setValidationIndicatorCol(self, value):
        return self._set(validationIndicatorCol=value)

    def setValidationSplit(self, value):
        return self._set(validationSplit=value)

    def setVirtualWorkers(self, value):
        return self._set(virtualWorkers=value)

    def setWeightCol(self, value):
        return self._set(weightCol=value)


class WeirClassificationModel(
    _JavaProbabilisticClassificationModel,
    _WeirClassifierParams,
    HasTrainingSummary,
    JavaMLWritable,
    JavaMLReadable,
):
    """What an estimator of Weir has learned."""


class WeirRegressor(_JavaRegressor, _WeirParams, JavaMLWritable, JavaMLReadable):
    """Trains a WeirRegressionModel; see explainParams()."""

    @keyword_only
    def __init__(
        self,
        *,
        batchSize=None,
        deadlineSeconds=None,
        earlyStoppingMetric=None,
        earlyStoppingMinDelta=None,
        earlyStoppingPatience=None,
        featuresCol=None,
        featuresCols=None,
        inferBatchSize=None,
        labelCol=None,
        layers=None,
        loss=None,
        maxIter=None,
        network=None,
        numWorkers=None,
        optimizer=None,
        predictionCol=None,
        restoreBest=None,
        seed=None,
        stepSize=None,
        tol=None,
        validationFraction=None,
        validationIndicatorCol=None,
        validationSplit=None,
        virtualWorkers=None,
        weightCol=None,
    ):
        super().__init__()
        self._java_obj = _java(self, "WeirRegressor")
        self._setDefault(
            batchSize=128,
            deadlineSeconds=60.0,
            earlyStoppingMetric="loss",
            earlyStoppingMinDelta=0.0,
            earlyStoppingPatience=0,
            inferBatchSize=256,
            loss="meanSquaredError",
            maxIter=5,
            numWorkers=2,
            optimizer="adam",
            restoreBest=True,
            seed=1,
            tol=0.0,
            validationFraction=0.0,
            validationSplit="hash",
            virtualWorkers=0,
        )
        self._set(**self._input_kwargs)

    @keyword_only
    def setParams(
        self,
        *,
        batchSize=None,
        deadlineSeconds=None,
        earlyStoppingMetric=None,
        earlyStoppingMinDelta=None,
        earlyStoppingPatience=None,
        featuresCol=None,
        featuresCols=None,
        inferBatchSize=None,
        labelCol=None,
        layers=None,
        loss=None,
        maxIter=None,
        network=None,
        numWorkers=None,
        optimizer=None,
        predictionCol=None,
        restoreBest=None,
        seed=None,
        stepSize=None,
        tol=None,
        validationFraction=None,
        validationIndicatorCol=None,
        validationSplit=None,
        virtualWorkers=None,
        weightCol=None,
    ):
        return self._set(**self._input_kwargs)

    def _create_model(self, java_model):
        return WeirRegressionModel(java_model)

    def setBatchSize(self, value):
        return self._set(batchSize=value)

    def setDeadlineSeconds(self, value):
        return self._set(deadlineSeconds=value)

    def setEarlyStoppingMetric(self, value):
        return self._set(earlyStoppingMetric=value)

    def setEarlyStoppingMinDelta(self, value):
        return self._set(earlyStoppingMinDelta=value)

    def setEarlyStoppingPatience(self, value):
        return self._set(earlyStoppingPatience=value)

    def setFeaturesCol(self, value):
        return self._set(featuresCol=value)

    def setFeaturesCols(self, value):
        return self._set(featuresCols=value)

    def setInferBatchSize(self, value):
        return self._set(inferBatchSize=value)

    def setLabelCol(self, value):
        return self._set(labelCol=value)

    def setLayers(self, value):
        return self._set(layers=value)

    def setLoss(self, value):
        return self._set(loss=value)

    def setMaxIter(self, value):
        return self._set(maxIter=value)

    def setNetwork(self, value):
        return self._set(network=value)

    def setNumWorkers(self, value):
        return self._set(numWorkers=value)

    def setOptimizer(self, value):
        return self._set(optimizer=value)

    def setPredictionCol(self, value):
        return self._set(predictionCol=value)

    def setRestoreBest(self, value):
        return self._set(restoreBest=value)

    def setSeed(self, value):
        return self._set(seed=value)

    def setStepSize(self, value):
        return self._set(stepSize=value)

    def setTol(self, value):
        return self._set(tol=value)

    def setValidationFraction(self, value):
        return self._set(validationFraction=value)

    def setValidationIndicatorCol(self, value):
        return self._set(validationIndicatorCol=value)

    def setValidationSplit(self, value):
        return self._set(validationSplit=value)

    def setVirtualWorkers(self, value):
        return self._set(virtualWorkers=value)

    def setWeightCol(self, value):
        return self._set(weightCol=value)


class WeirRegressionModel(
    _JavaRegressionModel,
    _WeirParams,
    HasTrainingSummary,
    JavaMLWritable,
    JavaMLReadable,
):
    """What an estimator of Weir has learned."""

