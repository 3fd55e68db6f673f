package weir.driver.config.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import weir.driver.config.OptimizerSettings;
import weir.driver.config.ParameterGroup;
import weir.driver.config.ScheduleSettings;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.PenaltySpec;
import weir.worker.nn.GroupSpec;

/** The section {@code optimizer}: a rule, and what all rules share. Defaults are PyTorch's. */
final class OptimizerText {
  static final Set<String> SHARED =
      Set.of("learningRate", "schedule", "clip", "l1", "l2", "weightDecay", "groups");
  static final Set<String> GROUP_KEYS = Set.of("match", "l1", "l2", "weightDecay");
  static final double ADAM_W_DECAY = 0.01;

  static final Variants<ClipSpec> CLIPS =
      new Variants<>(
          "a clipping",
          List.of(
              Variant.of("none", new ClipSpec.None()),
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
              rule("sgd", 0.01, Set.of("momentum", "dampening", "nesterov"), s -> sgd(s, 0)),
              rule("momentum", 0.01, Set.of("momentum", "dampening", "nesterov"), s -> sgd(s, 0.9)),
              rule("ema", 0.01, Set.of("beta"), s -> new OptimizerSpec.Ema(s.number("beta", 0.9))),
              rule("adam", 0.001, Set.of("beta1", "beta2", "epsilon"), OptimizerText::adam),
              rule("adamW", 0.001, Set.of("beta1", "beta2", "epsilon"), OptimizerText::adam),
              rule(
                  "rmsProp",
                  0.01,
                  Set.of("alpha", "epsilon", "momentum", "centered"),
                  OptimizerText::rmsProp),
              rule(
                  "adagrad",
                  0.01,
                  Set.of("learningRateDecay", "initialAccumulator", "epsilon"),
                  OptimizerText::adagrad)));

  private OptimizerText() {}

  private static double limit(Section clip) {
    return clip.need("limit", "a number > 0").number();
  }

  private static Variant<OptimizerSettings> rule(
      String name, double learningRate, Set<String> own, Function<Section, OptimizerSpec> make) {
    var keys = new TreeSet<>(SHARED);
    keys.addAll(own);
    double decay = name.equals("adamW") ? ADAM_W_DECAY : 0;
    return new Variant<>(
        name,
        "learningRate",
        keys,
        section -> settings(section, make.apply(section), learningRate, decay));
  }

  private static OptimizerSettings settings(
      Section section, OptimizerSpec rule, double learningRate, double decay) {
    PenaltySpec penalty = penalty(section, new PenaltySpec(0, 0, decay));
    var groups = new ArrayList<ParameterGroup>();
    section
        .find("groups")
        .ifPresent(list -> list.items().forEach(item -> groups.add(group(item, penalty))));
    return new OptimizerSettings(
        rule,
        section.number("learningRate", learningRate),
        section
            .find("schedule")
            .map(ScheduleText.VARIANTS::read)
            .orElse(new ScheduleSettings.Constant()),
        section.find("clip").map(CLIPS::read).orElse(new ClipSpec.None()),
        penalty,
        groups);
  }

  private static ParameterGroup group(Value item, PenaltySpec otherwise) {
    Section group = item.section(GROUP_KEYS);
    String match = group.need("match", "a parameter name, such as \"*.bias\"").text();
    return item.located(() -> new ParameterGroup(new GroupSpec(match), penalty(group, otherwise)));
  }

  private static PenaltySpec penalty(Section section, PenaltySpec otherwise) {
    return new PenaltySpec(
        section.number("l1", otherwise.l1()),
        section.number("l2", otherwise.l2()),
        section.number("weightDecay", otherwise.weightDecay()));
  }

  private static OptimizerSpec sgd(Section section, double momentum) {
    return new OptimizerSpec.Sgd(
        section.number("momentum", momentum),
        section.number("dampening", 0),
        section.flag("nesterov", false));
  }

  private static OptimizerSpec adam(Section section) {
    return new OptimizerSpec.Adam(
        section.number("beta1", 0.9),
        section.number("beta2", 0.999),
        section.number("epsilon", 1e-8));
  }

  private static OptimizerSpec rmsProp(Section section) {
    return new OptimizerSpec.RmsProp(
        section.number("alpha", 0.99),
        section.number("epsilon", 1e-8),
        section.number("momentum", 0),
        section.flag("centered", false));
  }

  private static OptimizerSpec adagrad(Section section) {
    return new OptimizerSpec.Adagrad(
        section.number("learningRateDecay", 0),
        section.number("initialAccumulator", 0),
        section.number("epsilon", 1e-10));
  }

  static Object write(OptimizerSettings optimizer) {
    var map = new LinkedHashMap<String, Object>();
    map.put("learningRate", optimizer.learningRate());
    String name = RuleText.write(optimizer.rule(), map);
    map.put("schedule", ScheduleText.write(optimizer.schedule()));
    map.put("clip", clip(optimizer.clip()));
    write(map, optimizer.penalty());
    if (!optimizer.groups().isEmpty()) {
      var groups = new ArrayList<Map<String, Object>>();
      for (ParameterGroup group : optimizer.groups()) {
        var one = new LinkedHashMap<String, Object>();
        one.put("match", group.match().tensors());
        write(one, group.penalty());
        groups.add(one);
      }
      map.put("groups", groups);
    }
    return Map.of(name, map);
  }

  private static Object clip(ClipSpec clip) {
    return switch (clip.kind()) {
      case NONE -> "none";
      case VALUE -> Map.of("value", ((ClipSpec.Value) clip).limit());
      case GLOBAL_NORM -> Map.of("globalNorm", ((ClipSpec.GlobalNorm) clip).limit());
    };
  }

  private static void write(Map<String, Object> map, PenaltySpec penalty) {
    map.put("l1", penalty.l1());
    map.put("l2", penalty.l2());
    map.put("weightDecay", penalty.weightDecay());
  }
}
