package weir.driver.judge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import weir.driver.config.ScheduleSettings.ReducePlateau;
import weir.reference.GoldenCase;
import weir.reference.Goldens;

class PlateauTest {

  static List<GoldenCase> goldens() {
    return GoldenCase.ofKind("schedules", "reduce_on_plateau");
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void followsTheGolden(GoldenCase golden) {
    JsonNode config = golden.config();
    double base = config.get("base_lr").asDouble();
    ReducePlateau settings =
        new ReducePlateau(
            config.get("mode").asText().equals("min") ? "loss" : "accuracy",
            config.get("factor").asDouble(),
            config.get("patience").asInt(),
            config.get("threshold").asDouble(),
            config.get("threshold_mode").asText().equals("abs"),
            config.get("cooldown").asInt(),
            config.get("min_lr").asDouble());
    Plateau plateau = Plateau.begin(base);
    double[] metrics = golden.tensor("metrics").data();
    double[] rates = new double[metrics.length + 1];
    rates[0] = base;
    for (int epoch = 0; epoch < metrics.length; epoch++) {
      plateau = plateau.next(settings, metrics[epoch]);
      rates[epoch + 1] = plateau.rate();
    }
    Goldens.assertClose(rates, golden.tensor("lr").data(), 1e-9);
  }
}
