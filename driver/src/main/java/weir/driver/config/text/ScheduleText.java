package weir.driver.config.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import weir.driver.config.ScheduleSettings;
import weir.driver.config.StepCount;

/**
 * {@code optimizer.schedule}. A length is {@code steps} or {@code epochs}, which may be broken;
 * where it may be left out it reaches to the end of the training.
 */
final class ScheduleText {
  static final Variants<ScheduleSettings> VARIANTS =
      new Variants<>(
          "a schedule",
          List.of(
              Variant.of("constant", new ScheduleSettings.Constant()),
              variant("step", Set.of("gamma"), ScheduleText::step),
              variant("multiStep", Set.of("gamma"), ScheduleText::multiStep),
              variant("exponential", Set.of("gamma"), ScheduleText::exponential),
              variant("cosine", Set.of("minRate"), ScheduleText::cosine),
              variant("cosineRestarts", Set.of("growth", "minRate"), ScheduleText::cosineRestarts),
              variant(
                  "oneCycle",
                  Set.of("riseFraction", "startDivisor", "endDivisor", "linear"),
                  ScheduleText::oneCycle),
              variant("polynomial", Set.of("power", "endRate"), ScheduleText::polynomial),
              PlateauText.VARIANT,
              variant("warmup", Set.of("startRate", "then"), ScheduleText::warmup)));

  private ScheduleText() {}

  private static Variant<ScheduleSettings> variant(
      String name, Set<String> own, Function<Section, ScheduleSettings> make) {
    var keys = new TreeSet<>(own);
    keys.add("steps");
    keys.add("epochs");
    return new Variant<>(name, "steps", keys, make);
  }

  private static ScheduleSettings step(Section section) {
    return new ScheduleSettings.Step(
        needLength(section), section.number("gamma", ScheduleSettings.DEFAULT_GAMMA));
  }

  private static ScheduleSettings multiStep(Section section) {
    Value written = needWritten(section);
    List<StepCount> milestones =
        written.items().stream().map(item -> count(section, item)).toList();
    return new ScheduleSettings.MultiStep(
        milestones, section.number("gamma", ScheduleSettings.DEFAULT_GAMMA));
  }

  private static ScheduleSettings exponential(Section section) {
    return new ScheduleSettings.Exponential(
        needLength(section), section.need("gamma", "a number > 0").number());
  }

  private static ScheduleSettings cosine(Section section) {
    var otherwise = ScheduleSettings.Cosine.DEFAULT;
    return new ScheduleSettings.Cosine(
        length(section), section.number("minRate", otherwise.minRate()));
  }

  private static ScheduleSettings cosineRestarts(Section section) {
    return new ScheduleSettings.CosineRestarts(
        needLength(section),
        section
            .find("growth")
            .map(Value::whole)
            .orElse(ScheduleSettings.CosineRestarts.DEFAULT_GROWTH),
        section.number("minRate", 0));
  }

  private static ScheduleSettings oneCycle(Section section) {
    var otherwise = ScheduleSettings.OneCycle.DEFAULT;
    return new ScheduleSettings.OneCycle(
        length(section),
        section.number("riseFraction", otherwise.riseFraction()),
        section.number("startDivisor", otherwise.startDivisor()),
        section.number("endDivisor", otherwise.endDivisor()),
        section.flag("linear", otherwise.linear()));
  }

  private static ScheduleSettings polynomial(Section section) {
    var otherwise = ScheduleSettings.Polynomial.DEFAULT;
    return new ScheduleSettings.Polynomial(
        length(section),
        section.number("power", otherwise.power()),
        section.number("endRate", otherwise.endRate()));
  }

  private static ScheduleSettings warmup(Section section) {
    ScheduleSettings then =
        section
            .find("then")
            .map(value -> VARIANTS.read(value))
            .orElse(new ScheduleSettings.Constant());
    double startRate = section.number("startRate", ScheduleSettings.Warmup.DEFAULT_START_RATE);
    return new ScheduleSettings.Warmup(needLength(section), startRate, then);
  }

  private static StepCount needLength(Section section) {
    return count(section, needWritten(section));
  }

  private static Value needWritten(Section section) {
    return section.find("epochs").orElseGet(() -> section.need("steps", "steps or epochs"));
  }

  private static StepCount length(Section section) {
    return section
        .find("epochs")
        .or(() -> section.find("steps"))
        .map(value -> count(section, value))
        .orElse(StepCount.REST);
  }

  private static StepCount count(Section section, Value value) {
    if (section.find("steps").isPresent() && section.find("epochs").isPresent()) {
      throw value.wrong("steps or epochs, not both");
    }
    return section.find("epochs").isPresent()
        ? new StepCount(value.number(), StepCount.Unit.EPOCHS)
        : new StepCount(value.whole(), StepCount.Unit.STEPS);
  }

  static Object write(ScheduleSettings schedule) {
    var map = new LinkedHashMap<String, Object>();
    String name =
        switch (schedule.kind()) {
          case CONSTANT -> "constant";
          case STEP -> {
            var step = (ScheduleSettings.Step) schedule;
            write(map, step.length());
            map.put("gamma", step.gamma());
            yield "step";
          }
          case MULTI_STEP -> {
            write(map, (ScheduleSettings.MultiStep) schedule);
            yield "multiStep";
          }
          case EXPONENTIAL -> {
            var exponential = (ScheduleSettings.Exponential) schedule;
            write(map, exponential.length());
            map.put("gamma", exponential.gamma());
            yield "exponential";
          }
          case COSINE -> {
            write(map, (ScheduleSettings.Cosine) schedule);
            yield "cosine";
          }
          case COSINE_RESTARTS -> {
            write(map, (ScheduleSettings.CosineRestarts) schedule);
            yield "cosineRestarts";
          }
          case ONE_CYCLE -> {
            write(map, (ScheduleSettings.OneCycle) schedule);
            yield "oneCycle";
          }
          case POLYNOMIAL -> {
            write(map, (ScheduleSettings.Polynomial) schedule);
            yield "polynomial";
          }
          case WARMUP -> {
            write(map, (ScheduleSettings.Warmup) schedule);
            yield "warmup";
          }
          case REDUCE_PLATEAU -> {
            PlateauText.write(map, (ScheduleSettings.ReducePlateau) schedule);
            yield "reducePlateau";
          }
        };
    return map.isEmpty() ? name : Map.of(name, map);
  }

  private static void write(Map<String, Object> map, ScheduleSettings.MultiStep multiStep) {
    write(map, multiStep.milestones());
    map.put("gamma", multiStep.gamma());
  }

  private static void write(Map<String, Object> map, ScheduleSettings.Warmup warmup) {
    write(map, warmup.length());
    map.put("startRate", warmup.startRate());
    map.put("then", write(warmup.then()));
  }

  private static void write(Map<String, Object> map, ScheduleSettings.Cosine cosine) {
    write(map, cosine.length());
    map.put("minRate", cosine.minRate());
  }

  private static void write(Map<String, Object> map, ScheduleSettings.Polynomial polynomial) {
    write(map, polynomial.length());
    map.put("power", polynomial.power());
    map.put("endRate", polynomial.endRate());
  }

  private static void write(Map<String, Object> map, ScheduleSettings.CosineRestarts restarts) {
    write(map, restarts.period());
    map.put("growth", restarts.growth());
    map.put("minRate", restarts.minRate());
  }

  private static void write(Map<String, Object> map, ScheduleSettings.OneCycle cycle) {
    write(map, cycle.length());
    map.put("riseFraction", cycle.riseFraction());
    map.put("startDivisor", cycle.startDivisor());
    map.put("endDivisor", cycle.endDivisor());
    map.put("linear", cycle.linear());
  }

  private static void write(Map<String, Object> map, StepCount length) {
    switch (length.unit()) {
      case STEPS -> map.put("steps", (long) length.amount());
      case EPOCHS -> map.put("epochs", length.amount());
      case REST -> {}
    }
  }

  private static void write(Map<String, Object> map, List<StepCount> lengths) {
    boolean epochs = lengths.stream().anyMatch(length -> length.unit() == StepCount.Unit.EPOCHS);
    map.put(
        epochs ? "epochs" : "steps",
        lengths.stream()
            .map(length -> epochs ? (Object) length.amount() : (Object) (long) length.amount())
            .toList());
  }
}
