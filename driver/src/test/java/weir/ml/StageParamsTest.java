package weir.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.stream.Stream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StageParamsTest {
  static Stream<Params> stages() {
    return Stream.of(
        new WeirClassifier("c"),
        new WeirRegressor("r"),
        new WeirClassificationModel("cm"),
        new WeirRegressionModel("rm"));
  }

  private static String upper(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static List<Method> named(Params stage, String name) {
    return Arrays.stream(stage.getClass().getMethods())
        .filter(method -> method.getName().equals(name))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("stages")
  void everyParamIsFoundReadAndBelongsToItsStage(Params stage) throws Exception {
    assertThat(stage.params()).hasSizeGreaterThan(20);
    for (Param<?> param : stage.params()) {
      assertThat(param.parent()).isEqualTo(stage.uid());
      assertThat(stage.getClass().getMethod(param.name()).invoke(stage)).isEqualTo(param);
      assertThat(named(stage, "get" + upper(param.name()))).as(param.name()).isNotEmpty();
      assertThat(param.doc()).isNotBlank();
    }
    assertThat(stage.explainParams()).doesNotContain("undefined)(").contains("maxIter: passes");
    assertThat(stage.uid()).hasSizeLessThan(3);
  }

  @Test
  void everySetterOfAnEstimatorGivesTheEstimator() throws Exception {
    for (Params stage : List.of(new WeirClassifier(), new WeirRegressor())) {
      for (Param<?> param : stage.params()) {
        List<Method> setters = named(stage, "set" + upper(param.name()));
        assertThat(setters).as(param.name()).isNotEmpty();
        if (stage.hasDefault(param)) {
          Object value = stage.getOrDefault(param);
          Method setter =
              setters.stream().filter(one -> takes(one, value)).findFirst().orElseThrow();
          assertThat(setter.invoke(stage, value)).isSameAs(stage);
          assertThat(stage.isSet(param)).isTrue();
        }
      }
    }
  }

  private static boolean takes(Method setter, Object value) {
    return java.lang.invoke.MethodType.methodType(setter.getParameterTypes()[0])
        .wrap()
        .returnType()
        .isInstance(value);
  }

  @Test
  void everyClassOfTheServiceFilesIsMadeWithAUidAndLoaded() throws Exception {
    List<Class<?>> found =
        Stream.concat(
                ServiceLoader.load(Estimator.class).stream().map(Provider::type),
                ServiceLoader.load(Transformer.class).stream().map(Provider::type))
            .filter(type -> type.getName().startsWith("weir."))
            .<Class<?>>map(type -> type)
            .toList();
    assertThat(found)
        .containsExactlyInAnyOrder(
            WeirClassifier.class,
            WeirRegressor.class,
            WeirClassificationModel.class,
            WeirRegressionModel.class);
    for (Class<?> type : found) {
      Params stage = (Params) type.getConstructor(String.class).newInstance("u");
      assertThat(stage.uid()).isEqualTo("u");
      assertThat(type.getMethod("load", String.class).getReturnType()).isEqualTo(type);
      assertThat(type.getMethod("read").getParameterCount()).isZero();
    }
  }
}
