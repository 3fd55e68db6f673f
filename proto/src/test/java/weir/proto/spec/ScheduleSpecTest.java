package weir.proto.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import weir.reference.GoldenCase;
import weir.reference.Goldens;

class ScheduleSpecTest {
  private static final double TOLERANCE = 1e-9;

  static List<GoldenCase> builtKinds() {
    return GoldenCase.ofKind(
        "schedules",
        "constant",
        "step",
        "multi_step",
        "exponential",
        "cosine",
        "warmup_cosine",
        "polynomial",
        "one_cycle");
  }

  @ParameterizedTest
  @MethodSource("builtKinds")
  void followsTheGolden(GoldenCase golden) {
    JsonNode config = golden.config();
    ScheduleSpec schedule = schedule(golden.kind(), config);
    double base = config.path("max_lr").asDouble(config.get("base_lr").asDouble());
    double[] rates = new double[config.get("steps").asInt()];
    for (int step = 0; step < rates.length; step++) {
      rates[step] = schedule.rate(base, step);
    }
    Goldens.assertClose(rates, golden.tensor("lr").data(), TOLERANCE);
  }

  private static ScheduleSpec schedule(String kind, JsonNode config) {
    double gamma = config.path("gamma").asDouble();
    long total = config.path("total_steps").asLong();
    long warmup = config.path("warmup_steps").asLong();
    return switch (kind) {
      case "constant" -> new ScheduleSpec.Constant();
      case "step" -> new ScheduleSpec.Step(config.get("step_size").asLong(), gamma);
      case "multi_step" -> new ScheduleSpec.MultiStep(longs(config.get("milestones")), gamma);
      case "exponential" -> new ScheduleSpec.Exponential(gamma, config.get("decay_steps").asLong());
      case "cosine" -> new ScheduleSpec.Cosine(total, minimum(config));
      case "polynomial" ->
          new ScheduleSpec.Polynomial(
              total, config.get("power").asDouble(), config.get("end_lr").asDouble());
      case "one_cycle" ->
          new ScheduleSpec.OneCycle(
              config.get("steps").asLong(),
              config.get("pct_start").asDouble(),
              config.get("div_factor").asDouble(),
              config.get("final_div_factor").asDouble(),
              config.get("anneal").asText().equals("linear"));
      case "warmup_cosine" ->
          new ScheduleSpec.Warmup(
              warmup,
              config.path("warmup_start_lr").asDouble(),
              new ScheduleSpec.Cosine(total - warmup, minimum(config)));
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static double minimum(JsonNode config) {
    return config.path("min_lr").asDouble();
  }

  private static List<Long> longs(JsonNode array) {
    List<Long> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asLong()));
    return values;
  }

  @Test
  void aWarmUpInsideAWarmUpIsRefused() {
    ScheduleSpec inner = new ScheduleSpec.Warmup(1, 0, new ScheduleSpec.Constant());
    assertThatThrownBy(() -> new ScheduleSpec.Warmup(1, 0, inner))
        .hasMessageContaining("optimizer.schedule");
  }

  @Test
  void restartsAreCosinesOfGrowingLength() {
    ScheduleSpec restarts = new ScheduleSpec.CosineRestarts(4, 3, 0.1);
    for (int step = 0; step < 4; step++) {
      assertThat(restarts.rate(1, step)).isEqualTo(new ScheduleSpec.Cosine(4, 0.1).rate(1, step));
    }
    for (int step = 0; step < 12; step++) {
      assertThat(restarts.rate(1, 4 + step))
          .isEqualTo(new ScheduleSpec.Cosine(12, 0.1).rate(1, step));
    }
    assertThat(restarts.rate(1, 16)).isEqualTo(1);
    assertThat(new ScheduleSpec.CosineRestarts(4, 1, 0).rate(1, 4_000_000_000L)).isEqualTo(1);
  }

  @Test
  void aCycleThatOnlyRisesIsRefused() {
    assertThatThrownBy(() -> new ScheduleSpec.OneCycle(10, 1, 25, 1e4, false))
        .hasMessageContaining("riseFraction=1.0 (expected: < 1)");
  }

  @Test
  void goldensOfBuiltKindsExist() {
    assertThat(builtKinds()).isNotEmpty();
  }
}
