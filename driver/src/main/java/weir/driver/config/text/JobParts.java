package weir.driver.config.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import weir.driver.UserInputException;
import weir.driver.config.ClassWeights;
import weir.driver.config.DecideSpec;
import weir.driver.config.ModelSpec;
import weir.driver.config.OptimizerSettings;
import weir.worker.loss.LossSpec;

/**
 * Values of single keys of a job file as text, as they would stand there. What is wrong with one is
 * a {@link UserInputException} that names the key.
 */
public final class JobParts {
  private static final String LAYERS = "layers";

  private JobParts() {}

  /** A network: a list of layers, or a map of {@code layers} and {@code input}. */
  public static ModelSpec network(String yaml) {
    Node node = YamlTree.parse(yaml, "network");
    Node model =
        node instanceof Node.Entries ? node : new Node.Entries(Map.of(LAYERS, node), node.origin());
    return ModelText.read(new Value("model", model).section(ModelText.KEYS));
  }

  /** A loss: {@code crossEntropy}, {@code {huber: {delta: 1}}}. */
  public static LossSpec loss(String yaml) {
    return LossText.VARIANTS.read(value("loss", yaml, List.of()));
  }

  /**
   * An optimizer: {@code adam}, {@code {adam: {learningRate: 0.001}}}.
   *
   * @param learningRate instead of the one in the text; null: as the text says
   */
  public static OptimizerSettings optimizer(String yaml, Double learningRate) {
    String key = "optimizer";
    Node node = YamlTree.parse(yaml, key);
    String name =
        node instanceof Node.Entries map && map.map().size() == 1
            ? map.map().keySet().iterator().next()
            : node.show();
    List<String> changes =
        learningRate == null
            ? List.of()
            : List.of(key + "." + name + ".learningRate=" + learningRate);
    return OptimizerText.VARIANTS.read(value(key, yaml, changes));
  }

  /** Weights of classes: {@code balanced}, a list, or a weight per label. */
  public static ClassWeights classWeights(String yaml) {
    Node root =
        new Node.Entries(
            Map.of("classWeights", YamlTree.parse(yaml, "classWeights")), Origin.COMMAND_LINE);
    return TrainText.read(new Value("train", root).section(TrainText.KEYS)).classWeights();
  }

  /**
   * When the positive one of two classes is told: {@code {threshold: 0.3}}, {@code {metric: f1}};
   * null for {@code none}.
   */
  public static DecideSpec decide(String yaml) {
    Node told = YamlTree.parse(yaml, "decide");
    if (told instanceof Node.Scalar scalar && scalar.text().equals("none")) {
      return null;
    }
    Node root = new Node.Entries(Map.of("decide", told), Origin.COMMAND_LINE);
    return TrainText.read(new Value("train", root).section(TrainText.KEYS)).decide();
  }

  private static Value value(String key, String yaml, List<String> changes) {
    Node parsed = YamlTree.parse(yaml, key);
    Node root = Overrides.apply(new Node.Entries(Map.of(key, parsed), parsed.origin()), changes);
    return new Value("", root).section(Set.of(key)).need(key, "one of its names");
  }

  /** The text of a network. */
  public static String text(ModelSpec network) {
    return write(ModelText.write(network));
  }

  /** The text of a loss. */
  public static String text(LossSpec loss) {
    return write(LossText.write(loss));
  }

  /** The text of an optimizer. */
  public static String text(OptimizerSettings optimizer) {
    return write(OptimizerText.write(optimizer));
  }

  private static String write(Object value) {
    var factory =
        YAMLFactory.builder()
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build();
    try {
      return new ObjectMapper(factory).writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(value + " cannot be written as YAML", e);
    }
  }
}
