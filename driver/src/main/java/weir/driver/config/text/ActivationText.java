package weir.driver.config.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;

/** Activations, as an option of a layer or as a layer of their own. */
final class ActivationText {
  static final Variants<ActivationSpec> VARIANTS = new Variants<>("an activation", variants());

  private ActivationText() {}

  private static List<Variant<ActivationSpec>> variants() {
    var list = new ArrayList<Variant<ActivationSpec>>();
    for (ActivationKind function : ActivationKind.values()) {
      list.add(variant(function));
    }
    return List.copyOf(list);
  }

  private static Variant<ActivationSpec> variant(ActivationKind function) {
    ActivationSpec plain = ActivationSpec.of(function);
    String option = option(function);
    return option == null
        ? Variant.of(function.key(), plain)
        : new Variant<>(
            function.key(), option, Set.of(option), section -> read(section, plain, option));
  }

  private static ActivationSpec read(Section section, ActivationSpec plain, String option) {
    return plain.function().alongAxis()
        ? new ActivationSpec(
            plain.function(), plain.option(), section.integer(option, plain.axis()))
        : new ActivationSpec(
            plain.function(), section.number(option, plain.option()), plain.axis());
  }

  private static String option(ActivationKind function) {
    return switch (function) {
      case LEAKY_RELU -> "negativeSlope";
      case ELU -> "alpha";
      case SOFTMAX, LOG_SOFTMAX -> "axis";
      case IDENTITY, RELU, SIGMOID, TANH, SOFTPLUS, GELU, GELU_TANH, SILU -> null;
    };
  }

  static Object write(ActivationSpec activation) {
    String name = activation.function().key();
    if (activation.equals(ActivationSpec.of(activation.function()))) {
      return name;
    }
    Object option =
        activation.function().alongAxis() ? (Object) activation.axis() : activation.option();
    return Map.of(name, Map.of(option(activation.function()), option));
  }
}
