package weir.worker.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import weir.proto.partition.Segment;
import weir.proto.partition.Segments;
import weir.tensor.Blas;
import weir.tensor.RandomStream;
import weir.tensor.Shape;
import weir.worker.data.Batch;
import weir.worker.data.BatchTooLargeException;
import weir.worker.loss.LossTotals;
import weir.worker.nn.initialize.FloatSlice;
import weir.worker.nn.initialize.Initializer;
import weir.worker.nn.layer.InputValueException;
import weir.worker.nn.layer.LayerFactory;
import weir.worker.nn.layer.Pass;
import weir.worker.nn.layer.TouchedRows;
import weir.worker.nn.spec.NetworkSpec;

/**
 * Layers over one flat vector of weights. A micro-batch goes {@link #forward}, {@link #loss},
 * {@link #backward}, in this order. Activations live in buffers that grow to the largest
 * micro-batch seen and are reused: a step allocates next to nothing. One thread only; a network a
 * thread is cheap.
 */
public final class Network {
  private static final int MOST_ROWS = 256;
  private static final int MOST_FLOATS = 1 << 23;

  /** Keeps initial weights apart from all other random numbers of a seed. */
  private static final long INITIAL_WEIGHTS = 0x696e6974L;

  private final NetworkSpec spec;
  private final Graph graph;
  private final Segments segments;
  private final int inputWidth;
  private final int targetWidth;
  private final Step step = new Step();

  /**
   * Builds the layers.
   *
   * @throws IllegalArgumentException naming the layer, when shapes or names do not fit
   */
  public Network(NetworkSpec spec) {
    this(spec, Blas.get(), Set.of());
  }

  /** The same with another BLAS, the Java twin in tests. */
  public Network(NetworkSpec spec, Blas blas) {
    this(spec, blas, Set.of());
  }

  /**
   * The same with tensors that do not learn: where a whole layer is frozen its gradient is not
   * computed, and no error goes back into layers before which nothing learns.
   *
   * @param frozen names of tensors
   */
  public Network(NetworkSpec spec, Blas blas, Set<String> frozen) {
    this(spec, new Graph(spec, new LayerFactory(blas), frozen, Graph.ALL));
  }

  private Network(NetworkSpec spec, Graph graph) {
    this.spec = spec;
    this.graph = graph;
    segments = segments(List.of());
    inputWidth = spec.inputWidth();
    targetWidth = graph.outputs.stream().mapToInt(Output::targetWidth).sum();
  }

  /**
   * A network for training: its vectors hold the dense units one after another, then of each sparse
   * table the rows that a step touches. The same as {@code new Network(spec)} without such tables.
   *
   * @param frozen names of tensors that do not learn
   * @param samples most rows of data that are trained on in a step
   */
  public static Network ofTouchedRows(NetworkSpec spec, Set<String> frozen, long samples) {
    return new Network(spec, new Graph(spec, new LayerFactory(Blas.get()), frozen, samples));
  }

  /** The units that learn, ascending: not all of whose tensors are frozen. */
  public IntStream learningUnits() {
    return graph.nodes.stream().filter(node -> node.learns).mapToInt(node -> node.unit);
  }

  /** Length of the vectors of weights and gradients that it works on. */
  public int vectorLength() {
    return graph.vectorLength();
  }

  /** The sparse tables of which only touched rows are in the vectors, in order of units. */
  public List<TouchedRows> tables() {
    return graph.tables;
  }

  /**
   * Adds the rows that a batch looks up to {@link #tables}.
   *
   * @throws InputValueException naming the layer, when a value of the batch is no row
   */
  public void touch(Batch batch) {
    check(batch);
    step.forward(null, batch, Pass.EVALUATION);
    for (Node node : graph.nodes) {
      if (node.touched != null) {
        node.sources[0].load(step);
        node.touch(step);
      }
    }
  }

  /** What it was built from. */
  public NetworkSpec spec() {
    return spec;
  }

  /** Where each tensor lies in the flat vector that holds every table whole; all in group 0. */
  public Segments segments() {
    return segments;
  }

  /**
   * The same with groups: a tensor belongs to group i + 1 when the i-th entry is the first that
   * matches, else to group 0; buffers are not optimized and always belong to group 0.
   *
   * @throws IllegalArgumentException when a group matches no tensor at all
   */
  public Segments segments(List<GroupSpec> groups) {
    groups.forEach(this::requireMatch);
    List<Segment> list = new ArrayList<>();
    for (Graph.Tensor tensor : graph.tensors) {
      Shape shape = tensor.parameter().shape();
      int rows = shape.rank() > 1 ? shape.extent(0) : 1;
      int group = 0;
      while (group < groups.size() && !isIn(groups.get(group), tensor)) {
        group++;
      }
      list.add(
          new Segment(
              tensor.name(),
              tensor.offset(),
              shape.size(),
              shape.size() / rows,
              shape.rank(),
              tensor.unit(),
              (group + 1) % (groups.size() + 1),
              tensor.parameter().rule()));
    }
    return new Segments(list);
  }

  private void requireMatch(GroupSpec group) {
    if (graph.tensors.stream().noneMatch(tensor -> isIn(group, tensor))) {
      throw new IllegalArgumentException(
          "optimizer.groups.match="
              + String.join(", ", group.tensors())
              + " matches no tensor (expected: names of tensors, * for any letters, or "
              + GroupSpec.BIASES
              + ", "
              + GroupSpec.VECTORS
              + "; there are "
              + String.join(", ", graph.tensors.stream().map(Graph.Tensor::name).toList())
              + ")");
    }
  }

  private static boolean isIn(GroupSpec group, Graph.Tensor tensor) {
    return tensor.parameter().rule() != Segment.Rule.AVERAGE
        && group.matches(tensor.name(), tensor.parameter().shape());
  }

  /** Floats of a row of data: all inputs one after another. */
  public int inputWidth() {
    return inputWidth;
  }

  /** Floats of a row of targets: all outputs' targets one after another. */
  public int targetWidth() {
    return targetWidth;
  }

  /** Shape of a tensor in PyTorch's layout, in the order of {@link #segments()}. */
  public Shape shape(int segment) {
    return graph.tensors.get(segment).parameter().shape();
  }

  /**
   * Rows of one forward pass outside of training, at most: those whose outputs of the widest layer
   * take 32 MiB, and never more than 256; a single row may take more.
   */
  public int rowsAtOnce() {
    int widest = graph.nodes.stream().mapToInt(node -> node.shape().size()).max().orElseThrow();
    return Math.max(1, Math.min(MOST_ROWS, MOST_FLOATS / widest));
  }

  /** Floats that each row of a micro-batch takes while it is trained on: at least so many. */
  public long floatsPerRow() {
    return graph.nodes.stream().mapToLong(node -> node.trained).sum();
  }

  /**
   * Refuses micro-batches that are longer than the arrays of its layers can be.
   *
   * @throws BatchTooLargeException naming the layer
   */
  public void requireRoom(long rows) {
    for (Node node : graph.nodes) {
      BatchTooLargeException.check("layer " + node.name, rows, node.longest);
    }
  }

  /** The first layer that cannot train on so few rows at once; empty: all can. */
  public Optional<String> refusing(int rows) {
    return graph.nodes.stream()
        .filter(node -> rows < node.layer.leastRows())
        .map(node -> node.name)
        .findFirst();
  }

  /** Shape of what each layer puts out, per sample, in the order of the spec's nodes. */
  public List<Shape> layerShapes() {
    return spec.nodes().stream().map(node -> graph.shape(node.name())).toList();
  }

  /** Overwrites {@code weights} with initial ones: a pure function of the seed and the network. */
  public void initialize(long seed, float[] weights) {
    for (int i = 0; i < graph.tensors.size(); i++) {
      Graph.Tensor tensor = graph.tensors.get(i);
      Initializer.fill(
          tensor.parameter().initializer(),
          tensor.parameter().fans(),
          new RandomStream(seed, INITIAL_WEIGHTS, i, 0),
          new FloatSlice(weights, tensor.offset(), tensor.parameter().shape().size()));
    }
  }

  /**
   * Computes all outputs.
   *
   * @param weights the flat vector; read until {@link #backward} has returned
   * @param gate awaited for each unit before its weights are read
   * @throws IllegalArgumentException when the batch does not fit the network
   * @throws InputValueException naming the layer, when it cannot take a value of the batch
   */
  public void forward(float[] weights, Batch batch, Pass pass, UnitGate gate)
      throws InterruptedException {
    check(batch);
    step.forward(weights, batch, pass);
    for (Node node : graph.nodes) {
      if (node.unit >= 0) {
        gate.await(node.unit);
      }
      for (Source source : node.sources) {
        source.load(step);
      }
      node.forward(step);
    }
  }

  /**
   * Adds Σ of weighted losses and Σ of weights over the rows of the last {@link #forward} to {@code
   * totals}; in training it also prepares {@link #backward}. With several outputs the losses add
   * up, each times its factor, and the first output's weight counts.
   */
  public void loss(LossTotals totals) {
    if (step.batch().targetWidth() != targetWidth) {
      throw new IllegalArgumentException(
          "targets of "
              + step.batch().targetWidth()
              + " values a row (expected: "
              + targetWidth
              + ", as the network's outputs and losses need); set model.layers or loss");
    }
    double before = totals.weight();
    for (int i = 0; i < graph.outputs.size(); i++) {
      graph.outputs.get(i).evaluate(step, i == 0, totals);
    }
    step.lossWeight(totals.weight() - before);
  }

  /**
   * The gradient of the SUM of weighted losses: first along the layers, from the last to the first,
   * then that of the weights, from the first layer to the last. So the unit that the next step
   * needs first is ready first, and its way to the servers and back hides behind what is left to
   * compute.
   *
   * @param gradient the flat vector; every unit's slice is overwritten, unless all of it is frozen
   * @param accumulate adds instead: further micro-batches of a virtual worker, in their order
   * @param ready told how much of a unit's slice is final and its weights are not read again; never
   *     of a unit that is frozen
   */
  public void backward(float[] gradient, boolean accumulate, UnitReady ready)
      throws InterruptedException {
    step.backward(gradient, accumulate, ready);
    for (int i = graph.nodes.size() - 1; i >= 0; i--) {
      Node node = graph.nodes.get(i);
      if (node.trains) {
        backward(node);
      }
    }
    for (Node node : graph.nodes) {
      if (node.learns) {
        node.layer.parameterGradient(node);
        node.allReady();
      }
    }
  }

  /** Raw output (logits) of the last forward, [rows, outputShape]; may be longer. */
  public float[] output(int index) {
    return graph.outputs.get(index).node().output();
  }

  /** Shape of an output, per sample. */
  public Shape outputShape(int index) {
    return graph.outputs.get(index).node().shape();
  }

  /**
   * What the network predicts for the last forward: the output after the softmax or sigmoid that
   * its loss contains. [rows, outputShape]; may be longer; overwritten by the next call.
   */
  public float[] predictions(int index) {
    return graph.outputs.get(index).predictions();
  }

  private static void backward(Node node) {
    for (int i = 0; i < node.sources.length; i++) {
      node.lendInputDelta(i);
    }
    node.layer.backward(node);
    for (int i = 0; i < node.sources.length; i++) {
      node.returnInputDelta(i);
    }
  }

  private void check(Batch batch) {
    if (batch.width() != inputWidth) {
      throw new IllegalArgumentException(
          "rows of "
              + batch.width()
              + " values (expected: "
              + inputWidth
              + ", as the network's input); set model.input");
    }
    requireRoom(batch.rows());
    if (batch.sparse()) {
      checkSparse();
    }
  }

  private void checkSparse() {
    for (Node node : graph.nodes) {
      for (Source source : node.sources) {
        if (source.node() == null && (!node.layer.acceptsSparse() || spec.inputs().size() > 1)) {
          throw new IllegalArgumentException(
              "layer "
                  + node.name
                  + " got sparse rows (expected: dense ones); only dense layers"
                  + " on the only input take sparse rows");
        }
      }
    }
  }
}
