package weir.ml;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleArrayParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/** Writes the Python module of the stages from their params. */
final class PythonStages {
  /** Params that PySpark's own base classes have. */
  private static final Set<String> SPARKS =
      Set.of(
          "featuresCol",
          "labelCol",
          "predictionCol",
          "rawPredictionCol",
          "probabilityCol",
          "thresholds",
          "weightCol",
          "validationIndicatorCol");

  private static final String HEAD =
      """
      # Made from the params of weir.ml's Java classes by PythonStagesTest; do not edit.
      \"""Stages of Spark ML that train with Weir, for PySpark.

      The classes are those of the Java package of the same name, so that pipelines saved from
      either side load on the other. `jar()` is the file that Spark needs: give it to the session
      as `spark.jars`.
      \"""

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
          \"""The Java stage, or what to do where Spark does not know it.\"""
          try:
              return stage._new_java_obj("weir.ml." + name, stage.uid)
          except TypeError as failure:
              raise RuntimeError(
                  "Spark does not know weir.ml.%s (expected: weir.jar on its class path, Spark 4.1);"
                  " set spark.jars to %s" % (name, jar())
              ) from failure

      """;

  private PythonStages() {}

  static String module() {
    var classifier = new WeirClassifier("c");
    var regressor = new WeirRegressor("r");
    Set<String> shared = own(regressor);
    Set<String> classes = own(classifier);
    classes.removeAll(shared);
    String text =
        HEAD + mixin("_WeirParams", "HasWeightCol, HasValidationIndicatorCol", regressor, shared);
    text += mixin("_WeirClassifierParams", "_WeirParams", classifier, classes);
    text += estimator(classifier, "_JavaProbabilisticClassifier", "_WeirClassifierParams");
    text +=
        model(
            "WeirClassificationModel",
            "_JavaProbabilisticClassificationModel",
            "_WeirClassifierParams");
    text += estimator(regressor, "_JavaRegressor", "_WeirParams");
    return text + model("WeirRegressionModel", "_JavaRegressionModel", "_WeirParams");
  }

  private static Set<String> own(Params stage) {
    Set<String> names =
        Arrays.stream(stage.params())
            .map(Param::name)
            .collect(Collectors.toCollection(TreeSet::new));
    names.removeAll(SPARKS);
    return names;
  }

  private static String upper(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static String mixin(String name, String bases, Params stage, Set<String> names) {
    StringBuilder text = new StringBuilder("\nclass " + name + "(" + bases + "):\n");
    for (String param : names) {
      text.append("    ").append(param).append(" = Param(\n        Params._dummy(),\n        \"");
      text.append(param).append("\",\n        ").append(quoted(stage.getParam(param).doc()));
      text.append(",\n        typeConverter=TypeConverters.");
      text.append(converter(stage.getParam(param))).append(",\n    )\n");
    }
    for (String param : names) {
      text.append("\n    def get").append(upper(param)).append("(self):\n");
      text.append("        return self.getOrDefault(self.").append(param).append(")\n");
    }
    return text + "\n";
  }

  private static String converter(Param<?> param) {
    if (param instanceof IntParam || param instanceof LongParam) {
      return "toInt";
    }
    if (param instanceof DoubleParam) {
      return "toFloat";
    }
    if (param instanceof BooleanParam) {
      return "toBoolean";
    }
    if (param instanceof IntArrayParam) {
      return "toListInt";
    }
    if (param instanceof DoubleArrayParam) {
      return "toListFloat";
    }
    return param instanceof StringArrayParam ? "toListString" : "toString";
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String value(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    return value instanceof String text ? quoted(text) : String.valueOf(value);
  }

  private static String estimator(Params stage, String base, String mixin) {
    String name = stage.getClass().getSimpleName();
    String model = name.replaceFirst("ier$", "icationModel").replaceFirst("or$", "ionModel");
    List<Param<?>> params = List.of(stage.params());
    String arguments =
        params.stream()
            .map(param -> "        " + param.name() + "=None,\n")
            .collect(Collectors.joining());
    String defaults =
        params.stream()
            .filter(param -> stage.hasDefault(param) && !SPARKS.contains(param.name()))
            .map(
                param ->
                    "            " + param.name() + "=" + value(stage.getOrDefault(param)) + ",\n")
            .collect(Collectors.joining());
    return "\nclass "
        + name
        + "("
        + base
        + ", "
        + mixin
        + ", JavaMLWritable, JavaMLReadable):\n"
        + "    \"\"\"Trains a "
        + model
        + "; see explainParams().\"\"\"\n\n"
        + "    @keyword_only\n    def __init__(\n        self,\n        *,\n"
        + arguments
        + "    ):\n"
        + "        super().__init__()\n"
        + "        self._java_obj = _java(self, \""
        + name
        + "\")\n"
        + "        self._setDefault(\n"
        + defaults
        + "        )\n"
        + "        self._set(**self._input_kwargs)\n\n"
        + "    @keyword_only\n    def setParams(\n        self,\n        *,\n"
        + arguments
        + "    ):\n"
        + "        return self._set(**self._input_kwargs)\n\n"
        + "    def _create_model(self, java_model):\n        return "
        + model
        + "(java_model)\n"
        + setters(params)
        + "\n";
  }

  /** Those that PySpark's base classes have not. */
  private static String setters(List<Param<?>> params) {
    StringBuilder text = new StringBuilder();
    for (Param<?> param : params) {
      String name = param.name();
      text.append("\n    def set").append(upper(name)).append("(self, value):\n");
      text.append("        return self._set(").append(name).append("=value)\n");
    }
    return text.toString();
  }

  private static String model(String name, String base, String mixin) {
    return "\nclass "
        + name
        + "(\n    "
        + base
        + ",\n    "
        + mixin
        + ",\n    HasTrainingSummary,\n    JavaMLWritable,\n    JavaMLReadable,\n):\n"
        + "    \"\"\"What an estimator of Weir has learned.\"\"\"\n\n";
  }
}
