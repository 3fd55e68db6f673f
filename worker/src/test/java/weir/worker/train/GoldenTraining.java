package weir.worker.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import weir.proto.partition.Segment;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.ConsistencySpec;
import weir.proto.spec.EpochPlan;
import weir.proto.spec.GroupUpdate;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.PenaltySpec;
import weir.proto.spec.ScheduleSpec;
import weir.proto.spec.TrainingSpec;
import weir.proto.spec.UpdateSpec;
import weir.reference.GoldenCase;
import weir.reference.GoldenTensor;
import weir.tensor.Shape;
import weir.worker.augment.Augmentation;
import weir.worker.data.ExplicitBatchPlan;
import weir.worker.data.RowBlock;
import weir.worker.data.RowLayout;
import weir.worker.loss.LossSpec;
import weir.worker.nn.Network;
import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.EmbeddingSpec;
import weir.worker.nn.spec.FlattenSpec;
import weir.worker.nn.spec.GoldenImages;
import weir.worker.nn.spec.InitializerSpec;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.NetworkSpec;
import weir.worker.nn.spec.NodeSpec;
import weir.worker.nn.spec.PoolSpec;
import weir.worker.nn.spec.RecurrentSpec;

/** A case of training.json as specs and rows; every size and option is read from it. */
record GoldenTraining(GoldenCase golden, NetworkSpec network, UpdateSpec update) {
  private static final long DEADLINE_MILLIS = 60_000;

  /** Empty when a part of it is not built yet. */
  static Optional<GoldenTraining> of(GoldenCase golden) {
    JsonNode config = golden.config();
    List<NodeSpec> nodes = new ArrayList<>();
    for (JsonNode layer : config.get("model")) {
      Optional<LayerSpec> spec = layer(layer);
      if (spec.isEmpty()) {
        return Optional.empty();
      }
      nodes.add(new NodeSpec(layer.path("name").asText("layer" + nodes.size()), spec.get()));
    }
    int[] shape = golden.tensor("data_x").shape();
    // Images are channels last inside, channels first in the goldens.
    Shape input =
        shape.length == 4
            ? new Shape(shape[2], shape[3], shape[1])
            : new Shape(Arrays.copyOfRange(shape, 1, shape.length));
    return optimizer(config.get("optimizer"))
        .map(
            optimizer ->
                new GoldenTraining(
                    golden,
                    NetworkSpec.chain(input, nodes, loss(config.get("loss").asText())),
                    update(config, optimizer)));
  }

  private static Optional<LayerSpec> layer(JsonNode layer) {
    return switch (layer.get("kind").asText()) {
      case "dense" ->
          Optional.of(
              new DenseSpec(
                  layer.get("out_features").asInt(),
                  ActivationSpec.IDENTITY,
                  InitializerSpec.ZEROS,
                  InitializerSpec.ZEROS,
                  layer.get("bias").asBoolean()));
      case "embedding" ->
          Optional.of(new EmbeddingSpec(layer.get("vocab").asInt(), layer.get("dim").asInt()));
      case "lstm" ->
          Optional.of(
              new RecurrentSpec(
                  RecurrentSpec.Cell.LSTM,
                  layer.get("hidden_size").asInt(),
                  layer.get("return_sequences").asBoolean()
                      ? RecurrentSpec.Returned.SEQUENCE
                      : RecurrentSpec.Returned.LAST,
                  layer.get("num_layers").asInt(),
                  0,
                  false));
      case "conv2d" -> Optional.of(GoldenImages.convolution(layer));
      case "max_pool2d" -> Optional.of(GoldenImages.pool(layer, PoolSpec.Reduction.MAX));
      case "flatten" -> Optional.of(new FlattenSpec());
      case "relu" -> Optional.of(ActivationSpec.of(ActivationKind.RELU));
      case "tanh" -> Optional.of(ActivationSpec.of(ActivationKind.TANH));
      case "sigmoid" -> Optional.of(ActivationSpec.of(ActivationKind.SIGMOID));
      default -> Optional.empty();
    };
  }

  private static LossSpec loss(String name) {
    return switch (name) {
      case "mse" -> new LossSpec.MeanSquaredError();
      case "bce_with_logits" -> new LossSpec.BinaryCrossEntropy(List.of());
      case "cross_entropy" -> new LossSpec.SoftmaxCrossEntropy(List.of(), 0);
      default -> throw new IllegalArgumentException("loss " + name);
    };
  }

  private static Optional<OptimizerSpec> optimizer(JsonNode options) {
    return switch (options.get("kind").asText()) {
      case "sgd" ->
          Optional.of(
              new OptimizerSpec.Sgd(
                  options.get("momentum").asDouble(),
                  options.get("dampening").asDouble(),
                  options.get("nesterov").asBoolean()));
      case "adam", "adamw" ->
          Optional.of(
              new OptimizerSpec.Adam(
                  options.get("betas").get(0).asDouble(),
                  options.get("betas").get(1).asDouble(),
                  options.get("eps").asDouble(),
                  options.get("amsgrad").asBoolean()));
      case "lamb" ->
          Optional.of(
              new OptimizerSpec.Lamb(
                  options.get("betas").get(0).asDouble(),
                  options.get("betas").get(1).asDouble(),
                  options.get("eps").asDouble(),
                  options.get("bias_correction").asBoolean()));
      case "ftrl" ->
          Optional.of(
              new OptimizerSpec.Ftrl(
                  options.get("beta").asDouble(),
                  options.get("l1").asDouble(),
                  options.get("l2").asDouble()));
      default -> Optional.empty();
    };
  }

  private static UpdateSpec update(JsonNode config, OptimizerSpec optimizer) {
    JsonNode options = config.get("optimizer");
    double decay = options.path("weight_decay").asDouble();
    PenaltySpec penalty =
        Set.of("adamw", "lamb").contains(options.get("kind").asText())
            ? new PenaltySpec(0, 0, decay)
            : new PenaltySpec(0, decay, 0);
    return new UpdateSpec(
        optimizer,
        new ScheduleSpec.Constant(),
        clip(config.get("clip")),
        List.of(
            new GroupUpdate(
                options.path("lr").asDouble(options.path("alpha").asDouble()), false, penalty)));
  }

  private static ClipSpec clip(JsonNode clip) {
    if (clip.isNull()) {
      return new ClipSpec.None();
    }
    double limit = clip.get("limit").asDouble();
    return switch (clip.get("mode").asText()) {
      case "global_norm" -> new ClipSpec.GlobalNorm(limit);
      case "value" -> new ClipSpec.Value(limit);
      default -> throw new IllegalArgumentException("clip " + clip);
    };
  }

  int steps() {
    return golden.tensor("batches").shape()[0];
  }

  int batchSize() {
    return golden.tensor("batches").shape()[1];
  }

  /** One epoch of all steps. */
  TrainingTaskSpec task(int virtualWorkers) {
    int[] rows = golden.tensor("batches").ints();
    int[][] batches = new int[steps()][];
    for (int step = 0; step < batches.length; step++) {
      batches[step] = Arrays.copyOfRange(rows, step * batchSize(), (step + 1) * batchSize());
    }
    return new TrainingTaskSpec(
        network,
        new ExplicitBatchPlan(batches, virtualWorkers),
        Augmentation.NONE,
        1,
        1,
        0,
        Set.of(),
        false,
        update.learningRate());
  }

  TrainingSpec training(String jobId, int virtualWorkers, int shards) {
    return new TrainingSpec(
        jobId,
        new Network(network).segments(),
        update,
        new ConsistencySpec.Sync(),
        virtualWorkers,
        virtualWorkers,
        shards,
        EpochPlan.of(steps()),
        DEADLINE_MILLIS);
  }

  float[] initialWeights() {
    return flat("init.");
  }

  /** The tensors {@code prefix + name} in the order of the flat vector. */
  float[] flat(String prefix) {
    List<Segment> segments = new Network(network).segments().list();
    float[] flat = new float[segments.get(segments.size() - 1).end()];
    for (Segment segment : segments) {
      float[] values = golden.tensor(prefix + segment.name()).floats();
      System.arraycopy(values, 0, flat, segment.offset(), segment.length());
    }
    return flat;
  }

  RowLayout layout() {
    return new RowLayout(network.inputWidth(), new Network(network).targetWidth(), false);
  }

  /** Every virtual worker holds all rows: the batches name any of them. */
  List<RowBlock> blocks(int virtualWorkers) {
    List<RowBlock> blocks = new ArrayList<>();
    GoldenTensor x = golden.tensor("data_x");
    for (int leaf = 0; leaf < virtualWorkers; leaf++) {
      blocks.add(
          new RowBlock(
              leaf,
              0,
              x.shape()[0],
              layout().width(),
              inner(x),
              null,
              null,
              golden.tensor("data_y").floats(),
              layout().targetWidth(),
              null));
    }
    return blocks;
  }

  /** Images turned to channels last. */
  private static float[] inner(GoldenTensor x) {
    float[] values = x.floats();
    if (x.shape().length != 4) {
      return values;
    }
    int channels = x.shape()[1];
    int cells = x.shape()[2] * x.shape()[3];
    float[] turned = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int cell = i % cells;
      int channel = i / cells % channels;
      turned[i - i % (cells * channels) + cell * channels + channel] = values[i];
    }
    return turned;
  }
}
