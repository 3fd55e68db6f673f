package weir.driver.config.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import weir.driver.config.OptimizerSettings;
import weir.driver.config.ParameterGroup;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.PenaltySpec;
import weir.worker.nn.GroupSpec;

/** The section {@code optimizer}: a rule, and what all rules share. */
final class OptimizerText {
  static final Set<String> SHARED = Set.of("learningRate", "schedule", "clip", "groups", "average");
  static final Set<String> PENALTIES = Set.of("l1", "l2", "weightDecay", "maxNorm");
  static final Set<String> GROUP_KEYS =
      Set.of("match", "learningRate", "freeze", "l1", "l2", "weightDecay", "maxNorm");
  private static final String NONE = "none";
  private static final Set<String> SGD_KEYS = Set.of("momentum", "dampening", "nesterov");
  private static final Set<String> LAMB_KEYS =
      Set.of("beta1", "beta2", "epsilon", "biasCorrection");
  private static final Set<String> ADAM_KEYS = Set.of("beta1", "beta2", "epsilon", "amsGrad");

  static final Variants<ClipSpec> CLIPS =
      new Variants<>(
          "a clipping",
          List.of(
              Variant.of(NONE, new ClipSpec.None()),
              new Variant<>(
                  "value", "limit", Set.of("limit"), clip -> new ClipSpec.Value(limit(clip))),
              new Variant<>(
                  "globalNorm",
                  "limit",
                  Set.of("limit"),
                  clip -> new ClipSpec.GlobalNorm(limit(clip)))));

  static final Variants<OptimizerSettings> VARIANTS =
      new Variants<>(
          "an optimizer",
          List.of(
              rule("sgd", SGD_KEYS, OptimizerSettings.SGD, OptimizerText::sgd),
              rule("momentum", SGD_KEYS, OptimizerSettings.MOMENTUM, OptimizerText::sgd),
              rule("ema", Set.of("beta"), OptimizerSettings.EMA, OptimizerText::ema),
              rule("adam", ADAM_KEYS, OptimizerSettings.ADAM, OptimizerText::adam),
              rule("adamW", ADAM_KEYS, OptimizerSettings.ADAM_W, OptimizerText::adam),
              rule("lamb", LAMB_KEYS, OptimizerSettings.LAMB, OptimizerText::lamb),
              rule(
                  "rmsProp",
                  Set.of("alpha", "epsilon", "momentum", "centered"),
                  OptimizerSettings.RMS_PROP,
                  OptimizerText::rmsProp),
              rule(
                  "adagrad",
                  Set.of("learningRateDecay", "initialAccumulator", "epsilon"),
                  OptimizerSettings.ADAGRAD,
                  OptimizerText::adagrad),
              rule(
                  "adadelta",
                  Set.of("rho", "epsilon"),
                  OptimizerSettings.ADADELTA,
                  OptimizerText::adadelta),
              rule(
                  "ftrl",
                  Set.of("beta", "l1", "l2"),
                  OptimizerSettings.FTRL,
                  OptimizerText::ftrl)));

  private OptimizerText() {}

  private static double limit(Section clip) {
    return clip.need("limit", "a number > 0").number();
  }

  /** Reads the options of a rule; the given one has the defaults. */
  private interface RuleReader extends BiFunction<Section, OptimizerSpec, OptimizerSpec> {}

  private static Variant<OptimizerSettings> rule(
      String name, Set<String> own, OptimizerSettings otherwise, RuleReader rule) {
    var keys = new TreeSet<>(SHARED);
    keys.addAll(own);
    if (otherwise.rule().takesPenalties()) {
      keys.addAll(PENALTIES);
    }
    return new Variant<>(
        name,
        "learningRate",
        keys,
        section -> settings(section, rule.apply(section, otherwise.rule()), otherwise));
  }

  private static OptimizerSettings settings(
      Section section, OptimizerSpec rule, OptimizerSettings otherwise) {
    PenaltySpec penalty = PenaltySpec.NONE;
    if (rule.takesPenalties()) {
      penalty = penalty(section, otherwise.penalty());
    }
    return new OptimizerSettings(
        rule,
        section.number("learningRate", otherwise.learningRate()),
        section.find("schedule").map(ScheduleText.VARIANTS::read).orElse(otherwise.schedule()),
        section.find("clip").map(CLIPS::read).orElse(otherwise.clip()),
        penalty,
        groups(section, penalty),
        section.find("average").map(AverageText.VARIANTS::read).orElse(otherwise.average()));
  }

  private static List<ParameterGroup> groups(Section section, PenaltySpec penalty) {
    var groups = new ArrayList<ParameterGroup>();
    section
        .find("groups")
        .ifPresent(list -> list.items().forEach(item -> groups.add(group(item, penalty))));
    return groups;
  }

  private static ParameterGroup group(Value item, PenaltySpec otherwise) {
    Section group = item.section(GROUP_KEYS);
    Value match = group.need("match", "names of tensors, such as \"0.*\" or biases");
    List<String> tensors =
        match.node() instanceof Node.Items
            ? match.items().stream().map(Value::text).toList()
            : List.of(match.text());
    return item.located(
        () ->
            new ParameterGroup(
                new GroupSpec(tensors),
                group.find("learningRate").map(Value::number).orElse(null),
                group.flag("freeze", false),
                penalty(group, otherwise)));
  }

  private static PenaltySpec penalty(Section section, PenaltySpec otherwise) {
    return new PenaltySpec(
        section.number("l1", otherwise.l1()),
        section.number("l2", otherwise.l2()),
        section.number("weightDecay", otherwise.weightDecay()),
        section.find("maxNorm").map(OptimizerText::maxNorm).orElse(otherwise.maxNorm()));
  }

  private static double maxNorm(Value bound) {
    if (!(bound.node() instanceof Node.Scalar scalar)) {
      throw bound.wrong("none or a number");
    }
    return scalar.text().equals(NONE) ? Double.POSITIVE_INFINITY : bound.number();
  }

  private static OptimizerSpec sgd(Section section, OptimizerSpec rule) {
    var otherwise = (OptimizerSpec.Sgd) rule;
    return new OptimizerSpec.Sgd(
        section.number("momentum", otherwise.momentum()),
        section.number("dampening", otherwise.dampening()),
        section.flag("nesterov", otherwise.nesterov()));
  }

  private static OptimizerSpec ema(Section section, OptimizerSpec rule) {
    return new OptimizerSpec.Ema(section.number("beta", ((OptimizerSpec.Ema) rule).beta()));
  }

  private static OptimizerSpec adam(Section section, OptimizerSpec rule) {
    var otherwise = (OptimizerSpec.Adam) rule;
    return new OptimizerSpec.Adam(
        section.number("beta1", otherwise.beta1()),
        section.number("beta2", otherwise.beta2()),
        section.number("epsilon", otherwise.epsilon()),
        section.flag("amsGrad", otherwise.amsGrad()));
  }

  private static OptimizerSpec lamb(Section section, OptimizerSpec rule) {
    var otherwise = (OptimizerSpec.Lamb) rule;
    return new OptimizerSpec.Lamb(
        section.number("beta1", otherwise.beta1()),
        section.number("beta2", otherwise.beta2()),
        section.number("epsilon", otherwise.epsilon()),
        section.flag("biasCorrection", otherwise.biasCorrection()));
  }

  private static OptimizerSpec rmsProp(Section section, OptimizerSpec rule) {
    var otherwise = (OptimizerSpec.RmsProp) rule;
    return new OptimizerSpec.RmsProp(
        section.number("alpha", otherwise.alpha()),
        section.number("epsilon", otherwise.epsilon()),
        section.number("momentum", otherwise.momentum()),
        section.flag("centered", otherwise.centered()));
  }

  private static OptimizerSpec adagrad(Section section, OptimizerSpec rule) {
    var otherwise = (OptimizerSpec.Adagrad) rule;
    return new OptimizerSpec.Adagrad(
        section.number("learningRateDecay", otherwise.learningRateDecay()),
        section.number("initialAccumulator", otherwise.initialAccumulator()),
        section.number("epsilon", otherwise.epsilon()));
  }

  private static OptimizerSpec adadelta(Section section, OptimizerSpec rule) {
    var otherwise = (OptimizerSpec.Adadelta) rule;
    return new OptimizerSpec.Adadelta(
        section.number("rho", otherwise.rho()), section.number("epsilon", otherwise.epsilon()));
  }

  private static OptimizerSpec ftrl(Section section, OptimizerSpec rule) {
    var otherwise = (OptimizerSpec.Ftrl) rule;
    return new OptimizerSpec.Ftrl(
        section.number("beta", otherwise.beta()),
        section.number("l1", otherwise.l1()),
        section.number("l2", otherwise.l2()));
  }

  static Object write(OptimizerSettings optimizer) {
    var map = new LinkedHashMap<String, Object>();
    map.put("learningRate", optimizer.learningRate());
    String name = RuleText.write(optimizer.rule(), map);
    map.put("schedule", ScheduleText.write(optimizer.schedule()));
    map.put("clip", clip(optimizer.clip()));
    if (optimizer.rule().takesPenalties()) {
      write(map, optimizer.penalty());
    }
    map.put("average", AverageText.write(optimizer.average()));
    if (!optimizer.groups().isEmpty()) {
      boolean penalties = optimizer.rule().takesPenalties();
      map.put("groups", optimizer.groups().stream().map(group -> write(group, penalties)).toList());
    }
    return Map.of(name, map);
  }

  private static Map<String, Object> write(ParameterGroup group, boolean penalties) {
    var map = new LinkedHashMap<String, Object>();
    map.put("match", group.match().tensors());
    if (group.learningRate() != null) {
      map.put("learningRate", group.learningRate());
    }
    map.put("freeze", group.freeze());
    if (penalties) {
      write(map, group.penalty());
    }
    return map;
  }

  private static Object clip(ClipSpec clip) {
    return switch (clip.kind()) {
      case NONE -> NONE;
      case VALUE -> Map.of("value", ((ClipSpec.Value) clip).limit());
      case GLOBAL_NORM -> Map.of("globalNorm", ((ClipSpec.GlobalNorm) clip).limit());
    };
  }

  private static void write(Map<String, Object> map, PenaltySpec penalty) {
    map.put("l1", penalty.l1());
    map.put("l2", penalty.l2());
    map.put("weightDecay", penalty.weightDecay());
    map.put("maxNorm", penalty.bounded() ? penalty.maxNorm() : NONE);
  }
}
