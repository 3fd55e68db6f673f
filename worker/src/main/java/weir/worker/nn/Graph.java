package weir.worker.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import weir.tensor.Shape;
import weir.worker.nn.layer.Layer;
import weir.worker.nn.layer.LayerFactory;
import weir.worker.nn.layer.Parameter;
import weir.worker.nn.layer.TouchedRows;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.DropoutSpec;
import weir.worker.nn.spec.InputSpec;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.NetworkSpec;
import weir.worker.nn.spec.NodeSpec;
import weir.worker.nn.spec.OutputSpec;
import weir.worker.nn.spec.RecurrentSpec;
import weir.worker.nn.spec.RecurrentSpec.Returned;

/** Builds the nodes of a network: resolves names, checks shapes, lays out the flat vector. */
final class Graph {
  /** Every row of every table. */
  static final long ALL = 0;

  final List<Node> nodes = new ArrayList<>();
  final List<Output> outputs = new ArrayList<>();
  final List<Tensor> tensors = new ArrayList<>();
  final List<TouchedRows> tables = new ArrayList<>();
  private final Map<String, Source> sources = new LinkedHashMap<>();
  private final NetworkSpec spec;
  private final LayerFactory factory;
  private final Set<String> frozen;
  private final long samples;
  private int units;
  private long length;
  private long tableLength;

  /** A parameter with its place in the vector that holds sparse tables whole. */
  record Tensor(String name, Parameter parameter, int offset, int unit) {}

  /**
   * Builds it.
   *
   * @param frozen names of tensors that do not learn
   * @param samples for how many at once the vectors hold rows of sparse tables; {@link #ALL}: they
   *     hold all rows
   */
  Graph(NetworkSpec spec, LayerFactory factory, Set<String> frozen, long samples) {
    this.spec = spec;
    this.factory = factory;
    this.frozen = frozen;
    this.samples = samples;
    int column = 0;
    for (InputSpec input : spec.inputs()) {
      define(input.name(), Source.input(input.shape(), column));
      column += input.shape().size();
    }
    String previous = spec.inputs().get(0).name();
    for (NodeSpec node : spec.nodes()) {
      add(node, node.inputs().isEmpty() ? List.of(previous) : node.inputs());
      previous = node.name();
    }
    addOutputs();
    placeTables();
    if (units == 0) {
      throw new IllegalArgumentException(
          "a model without parameters (expected: at least one layer that trains); set"
              + " model.layers");
    }
  }

  private void add(NodeSpec node, List<String> inputs) {
    Source[] from = inputs.stream().map(name -> source(node, name)).toArray(Source[]::new);
    List<Shape> shapes = Arrays.stream(from).map(Source::shape).toList();
    List<NodeSpec> parts = of(node, inputs, () -> node.layer().parts(node, inputs, shapes));
    for (NodeSpec part : parts) {
      add(part, part.inputs());
    }
    if (!parts.isEmpty()) {
      define(node.name(), sources.get(parts.get(parts.size() - 1).name()));
      return;
    }
    LayerSpec stripped = FusedOutput.strip(spec, node);
    Layer layer = of(node, inputs, () -> factory.create(stripped, shapes));
    List<Parameter> parameters = layer.parameters();
    int unit = parameters.isEmpty() ? -1 : units++;
    int touched = of(node, inputs, () -> touched(layer, from));
    Node.Place place = place(node.name(), parameters, unit, touched);
    Node built = new Node(node.name(), nodes.size(), layer, from, place);
    nodes.add(built);
    define(node.name(), Source.node(built));
  }

  private Source source(NodeSpec reader, String name) {
    Source source = sources.get(name);
    if (source == null) {
      throw new IllegalArgumentException(
          "layer "
              + reader.name()
              + ": input "
              + name
              + " (expected: one of "
              + sources.keySet()
              + ")");
    }
    return source;
  }

  /** What {@code step} gives; an error of it names the node. */
  private <T> T of(NodeSpec node, List<String> inputs, Supplier<T> step) {
    try {
      return step.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "layer " + node.name() + ": " + e.getMessage() + lostSteps(e.getMessage(), inputs), e);
    }
  }

  /** What to set where a layer wants the steps that a recurrent one before it has not given on. */
  private String lostSteps(String message, List<String> inputs) {
    if (!message.contains("[steps, features]")) {
      return "";
    }
    return inputs.stream()
        .map(this::recurrentBefore)
        .flatMap(Optional::stream)
        .filter(before -> ((RecurrentSpec) before.layer()).returned() == Returned.LAST)
        .findFirst()
        .map(
            before ->
                "; set return: sequence in layer "
                    + before.name()
                    + ", which gives its last step alone")
        .orElse("");
  }

  /** The recurrent layer whose values {@code name} are, perhaps some of them dropped or bent. */
  private Optional<NodeSpec> recurrentBefore(String name) {
    List<NodeSpec> all = spec.nodes();
    for (int at = 0; at < all.size(); at++) {
      NodeSpec node = all.get(at);
      if (!node.name().equals(name)) {
        continue;
      }
      LayerSpec layer = node.layer();
      if (layer instanceof RecurrentSpec) {
        return Optional.of(node);
      }
      boolean passes = layer instanceof DropoutSpec || layer instanceof ActivationSpec;
      boolean named = node.inputs().size() == 1;
      return passes && (named || at > 0)
          ? recurrentBefore(named ? node.inputs().get(0) : all.get(at - 1).name())
          : Optional.empty();
    }
    return Optional.empty();
  }

  /** Shape of what a layer puts out, per sample. */
  Shape shape(String layer) {
    return sources.get(layer).shape();
  }

  /** Rows of a sparse table that a sample touches: known before a step from the data alone. */
  private static int touched(Layer layer, Source[] from) {
    int touched = layer.touchedRowsPerSample();
    if (touched > 0 && from[0].node() != null) {
      throw new IllegalArgumentException(
          "a sparse gradient of what layer "
              + from[0].node().name
              + " puts out (expected: ids that are an input of the network); set gradient: dense");
    }
    return touched;
  }

  /** Floats of the vectors: dense units, then the touched rows of sparse tables. */
  int vectorLength() {
    int rows = tables.stream().mapToInt(TouchedRows::length).sum();
    return Math.toIntExact(length - tableLength + rows);
  }

  private void placeTables() {
    long offset = length - tableLength;
    for (TouchedRows table : tables) {
      table.offset(Math.toIntExact(offset));
      offset += table.length();
    }
    if (tables.size() == units && units > 0) {
      throw new IllegalArgumentException(
          "every layer that trains has a sparse gradient (expected: one that has not); set"
              + " embedding.gradient: dense");
    }
  }

  private Node.Place place(String node, List<Parameter> parameters, int unit, int touched) {
    int[] offsets = new int[parameters.size()];
    boolean learns = false;
    for (int i = 0; i < offsets.length; i++) {
      Parameter parameter = parameters.get(i);
      int offset = Math.toIntExact(length);
      offsets[i] = Math.toIntExact(length - tableLength);
      Tensor tensor = new Tensor(node + "." + parameter.name(), parameter, offset, unit);
      tensors.add(tensor);
      learns |= !frozen.contains(tensor.name());
      length += parameter.shape().size();
      if (length > Integer.MAX_VALUE - 8) {
        throw new IllegalArgumentException(
            "layer " + node + ": parameters=" + length + " (expected: < 2147483639 in all)");
      }
    }
    int end = Math.toIntExact(length - tableLength);
    return new Node.Place(unit, offsets, end, learns, touchedRows(parameters, unit, touched));
  }

  /** The rows in the vectors of a sparse table; null where all rows are, or there is no table. */
  private TouchedRows touchedRows(List<Parameter> parameters, int unit, int perSample) {
    if (perSample == 0 || samples == ALL) {
      return null;
    }
    Shape table = parameters.get(0).shape();
    tableLength += table.size();
    int most = (int) Math.min(table.extent(0), samples * perSample);
    TouchedRows rows = new TouchedRows(unit, table.extent(1), most);
    tables.add(rows);
    return rows;
  }

  private void define(String name, Source source) {
    if (sources.put(name, source) != null) {
      throw new IllegalArgumentException(
          "name " + name + " is used twice (expected: inputs and layers with different names)");
    }
  }

  private void addOutputs() {
    int target = 0;
    for (OutputSpec output : spec.outputs()) {
      Source source = sources.get(output.node());
      if (source == null || source.node() == null) {
        throw new IllegalArgumentException(
            "output " + output.node() + " (expected: the name of a layer)");
      }
      if (spec.outputs().size() > 1 && output.loss().weighted()) {
        throw new IllegalArgumentException(
            "output "
                + output.node()
                + ": class weights (expected: none where there are several"
                + " outputs, as all share one divisor)");
      }
      Output built = new Output(source.node(), output, target);
      outputs.add(built);
      target += built.targetWidth();
    }
    checkAllUsed();
  }

  private void checkAllUsed() {
    for (Node node : nodes) {
      boolean used = outputs.stream().anyMatch(output -> output.node() == node);
      for (Node reader : nodes) {
        for (Source source : reader.sources) {
          used |= source.node() == node;
        }
      }
      if (!used) {
        throw new IllegalArgumentException(
            "layer " + node.name + " feeds no output (expected: every layer does)");
      }
    }
  }
}
