package weir.driver.config.text;

import java.util.Map;
import java.util.Set;
import weir.driver.config.ScheduleSettings;
import weir.driver.config.ScheduleSettings.ReducePlateau;

/** {@code optimizer.schedule.reducePlateau}. */
final class PlateauText {
  static final Variant<ScheduleSettings> VARIANT =
      new Variant<>(
          "reducePlateau",
          "metric",
          Set.of("metric", "factor", "patience", "threshold", "absolute", "cooldown", "minRate"),
          PlateauText::read);

  private PlateauText() {}

  private static ScheduleSettings read(Section section) {
    ReducePlateau otherwise = ReducePlateau.DEFAULT;
    return new ReducePlateau(
        section.text("metric", otherwise.metric()),
        section.number("factor", otherwise.factor()),
        section.integer("patience", otherwise.patience()),
        section.number("threshold", otherwise.threshold()),
        section.flag("absolute", otherwise.absolute()),
        section.integer("cooldown", otherwise.cooldown()),
        section.number("minRate", otherwise.minRate()));
  }

  static void write(Map<String, Object> map, ReducePlateau plateau) {
    map.put("metric", plateau.metric());
    map.put("factor", plateau.factor());
    map.put("patience", plateau.patience());
    map.put("threshold", plateau.threshold());
    map.put("absolute", plateau.absolute());
    map.put("cooldown", plateau.cooldown());
    map.put("minRate", plateau.minRate());
  }
}
