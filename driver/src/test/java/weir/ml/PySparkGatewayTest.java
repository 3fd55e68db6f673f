package weir.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import py4j.reflection.MethodInvoker;
import py4j.reflection.ReflectionEngine;

/**
 * Calls stages as PySpark's JavaEstimator does, through the classes of py4j that find overloads.
 */
class PySparkGatewayTest {
  private final ReflectionEngine engine = new ReflectionEngine();

  private Object make(String type, Object... arguments) {
    MethodInvoker constructor = engine.getConstructor(type, arguments);
    return engine.invoke(null, constructor, arguments);
  }

  private Object call(Object target, String name, Object... arguments) {
    return engine.invoke(target, engine.getMethod(target, name, arguments), arguments);
  }

  /** {@code _transfer_params_to_java}. */
  private void set(Object stage, String name, Object value) {
    Object param = call(stage, "getParam", name);
    call(stage, "set", call(param, "w", value));
  }

  @Test
  void paramsOfEveryTypeArriveAndTheStageTrains() {
    Object stage = make("weir.ml.WeirClassifier", "python_uid");
    assertThat(call(stage, "uid")).isEqualTo("python_uid");
    set(stage, "featuresCols", new ArrayList<>(List.of(Flowers.MEASURES)));
    set(stage, "layers", new ArrayList<>(List.of(4, 5, 3)));
    set(stage, "maxIter", 2);
    set(stage, "seed", 3);
    set(stage, "stepSize", 0.01);
    set(stage, "validationFraction", 0.1);
    set(stage, "restoreBest", true);
    set(stage, "loss", "crossEntropy");
    set(stage, "thresholds", new ArrayList<>(List.of(0.5, 0.5, 0.5)));
    set(stage, "labelCol", "label");
    Object model = call(stage, "fit", Flowers.rows());
    assertThat(call(model, "uid")).isEqualTo("python_uid");
    for (String name : List.of("maxIter", "seed", "layers", "featuresCols")) {
      Object param = call(model, "getParam", name);
      assertThat((boolean) call(model, "isSet", param)).isTrue();
      assertThat(call(model, "getOrDefault", param)).isNotNull();
    }
    assertThat(call(model, "numClasses")).isEqualTo(3);
    assertThat(call(model, "numFeatures")).isEqualTo(4);
    assertThat((boolean) call(model, "hasSummary")).isTrue();
    assertThat(call(call(model, "summary"), "totalIterations")).isEqualTo(2);
    assertThat(call(model, "transform", Flowers.rows())).isNotNull();
  }
}
