package weir.driver.config.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import weir.driver.config.ClassWeights;
import weir.driver.config.DecideMetric;
import weir.driver.config.DecideSpec;
import weir.driver.config.EarlyStopping;
import weir.driver.config.StopSpec;
import weir.driver.config.TrainSpec;
import weir.proto.spec.ConsistencySpec;

/** The section {@code train}. */
final class TrainText {
  static final Set<String> KEYS =
      Set.of(
          "epochs",
          "batchSize",
          "maxBatchSize",
          "virtualWorkers",
          "seed",
          "consistency",
          "order",
          "accumulate",
          "classWeights",
          "earlyStopping",
          "stop",
          "decide",
          "augment");
  static final Set<String> EARLY_KEYS = Set.of("metric", "patience", "minDelta", "restore");
  static final Set<String> STOP_KEYS = Set.of("loss", "metric", "target", "tolerance");

  static final Set<String> DECIDE_KEYS = Set.of("threshold", "metric");

  static final Variants<ConsistencySpec> CONSISTENCIES =
      new Variants<>("a consistency", List.of(Variant.of("sync", new ConsistencySpec.Sync())));

  private TrainText() {}

  static TrainSpec read(Section train) {
    TrainSpec otherwise = TrainSpec.DEFAULT;
    return train
        .value()
        .located(
            () ->
                new TrainSpec(
                    train.integer("epochs", otherwise.epochs()),
                    train.integer("batchSize", otherwise.batchSize()),
                    train.integer("maxBatchSize", otherwise.maxBatchSize()),
                    train.integer("virtualWorkers", otherwise.virtualWorkers()),
                    train.whole("seed", otherwise.seed()),
                    train
                        .find("consistency")
                        .map(CONSISTENCIES::read)
                        .orElse(otherwise.consistency()),
                    train.choice("order", otherwise.order()),
                    train.integer("accumulate", otherwise.accumulate()),
                    train.find("classWeights").map(TrainText::weights).orElse(ClassWeights.NONE),
                    train
                        .find("earlyStopping")
                        .map(TrainText::earlyStopping)
                        .orElse(otherwise.earlyStopping()),
                    train.find("stop").map(TrainText::stop).orElse(otherwise.stop()),
                    train.find("decide").map(TrainText::decide).orElse(otherwise.decide()),
                    train.find("augment").map(AugmentText::read).orElse(otherwise.augment())));
  }

  private static ClassWeights weights(Value value) {
    var weights = new LinkedHashMap<String, Double>();
    if (value.node() instanceof Node.Items) {
      List<Double> list = value.items().stream().map(Value::number).toList();
      return value.located(() -> ClassWeights.of(list));
    } else if (value.node() instanceof Node.Entries entries) {
      entries
          .map()
          .forEach(
              (label, node) ->
                  weights.put(label, new Value(value.path() + "." + label, node).number()));
    } else {
      return switch (value.text()) {
        case "none" -> ClassWeights.NONE;
        case "balanced" -> ClassWeights.BALANCED;
        default -> throw value.wrong("none, balanced, a list, or a weight per label");
      };
    }
    return value.located(() -> ClassWeights.of(weights));
  }

  private static EarlyStopping earlyStopping(Value value) {
    EarlyStopping otherwise = EarlyStopping.DEFAULT;
    if (value.node() instanceof Node.Scalar) {
      return value.located(
          () ->
              new EarlyStopping(
                  value.text(), otherwise.patience(), otherwise.minDelta(), otherwise.restore()));
    }
    Section section = value.section(EARLY_KEYS);
    return value.located(
        () ->
            new EarlyStopping(
                section.text("metric", otherwise.metric()),
                section.integer("patience", otherwise.patience()),
                section.number("minDelta", otherwise.minDelta()),
                section.flag("restore", otherwise.restore())));
  }

  private static StopSpec stop(Value value) {
    Section section = value.section(STOP_KEYS);
    Double loss = section.find("loss").map(Value::number).orElse(null);
    Double tolerance = section.find("tolerance").map(Value::number).orElse(null);
    if (section.find("metric").isEmpty()) {
      return value.located(() -> new StopSpec(loss, null, 0, tolerance));
    }
    String metric = section.text("metric", null);
    double target = section.need("target", "the value that " + metric + " has to reach").number();
    return value.located(() -> new StopSpec(loss, metric, target, tolerance));
  }

  private static DecideSpec decide(Value value) {
    Section section = value.section(DECIDE_KEYS);
    Double threshold = section.find("threshold").map(Value::number).orElse(null);
    DecideMetric metric =
        section.find("metric").map(one -> one.choice(DecideMetric.class)).orElse(null);
    return value.located(() -> new DecideSpec(threshold, metric));
  }

  private static void writeDecide(Map<String, Object> map, DecideSpec decide) {
    if (decide != null) {
      map.put(
          "decide",
          decide.metric() == null
              ? Map.of("threshold", decide.threshold())
              : Map.of("metric", decide.metric().key()));
    }
  }

  static Map<String, Object> write(TrainSpec train, int virtualWorkers) {
    var map = new LinkedHashMap<String, Object>();
    map.put("epochs", train.epochs());
    map.put("batchSize", train.batchSize());
    map.put("maxBatchSize", train.maxBatchSize());
    map.put("virtualWorkers", virtualWorkers);
    map.put("seed", train.seed());
    map.put(
        "consistency",
        switch (train.consistency().kind()) {
          case SYNC -> "sync";
        });
    map.put("order", train.order().key());
    map.put("accumulate", train.accumulate());
    ClassWeights weights = train.classWeights();
    map.put(
        "classWeights",
        switch (weights.kind()) {
          case NONE, BALANCED -> weights.kind().key();
          case GIVEN -> weights.weights();
          case LIST -> weights.list();
        });
    if (train.earlyStopping() != null) {
      EarlyStopping early = train.earlyStopping();
      var one = new LinkedHashMap<String, Object>();
      one.put("metric", early.metric());
      one.put("patience", early.patience());
      one.put("minDelta", early.minDelta());
      one.put("restore", early.restore());
      map.put("earlyStopping", one);
    }
    writeStop(map, train.stop());
    writeDecide(map, train.decide());
    if (!train.augment().isEmpty()) {
      map.put("augment", train.augment().stream().map(AugmentText::write).toList());
    }
    return map;
  }

  private static void writeStop(Map<String, Object> map, StopSpec stop) {
    var one = new LinkedHashMap<String, Object>();
    if (stop.loss() != null) {
      one.put("loss", stop.loss());
    }
    if (stop.metric() != null) {
      one.put("metric", stop.metric());
      one.put("target", stop.target());
    }
    if (stop.tolerance() != null) {
      one.put("tolerance", stop.tolerance());
    }
    if (!one.isEmpty()) {
      map.put("stop", one);
    }
  }
}
