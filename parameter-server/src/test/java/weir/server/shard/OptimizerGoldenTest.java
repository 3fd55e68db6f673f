package weir.server.shard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import weir.proto.message.FrameType;
import weir.proto.partition.Chunk;
import weir.proto.partition.NormPhase;
import weir.proto.partition.NormSums;
import weir.proto.partition.SumTree.Node;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.GroupUpdate;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.PenaltySpec;
import weir.proto.spec.ScheduleSpec;
import weir.proto.spec.UpdateSpec;
import weir.reference.GoldenCase;
import weir.reference.Goldens;

/** The reference trajectories through a real shard: one worker pushes, weight 1. */
class OptimizerGoldenTest {
  private static final double TOLERANCE = 1e-5;
  private static final Node ROOT = new Node(0, 0);

  static List<GoldenCase> optimizers() {
    return GoldenCase.ofKind("optimizers", "optimizer");
  }

  static List<GoldenCase> clips() {
    return GoldenCase.ofKind("optimizers", "clip");
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void followsTheTrajectory(GoldenCase golden) {
    JsonNode config = golden.config();
    JsonNode rule = config.get("optimizer");
    int[] lengths = lengths(config);
    int steps = config.get("steps").asInt();
    ShardHarness shard =
        new ShardHarness(
            Trainings.training(Trainings.segments(lengths), update(config), 1, 1),
            concatenated(golden, "param_", lengths, 0));
    for (int step = 0; step < steps; step++) {
      float[] weights = train(shard, step, concatenated(golden, "grads_", lengths, step));
      int offset = 0;
      for (int i = 0; i < lengths.length; i++) {
        double[] expected = row(golden.tensor("trajectory_" + i).data(), lengths[i], step);
        float[] actual = Arrays.copyOfRange(weights, offset, offset + lengths[i]);
        Goldens.assertClose(actual, expected, TOLERANCE);
        offset += lengths[i];
      }
    }
  }

  @ParameterizedTest
  @MethodSource("clips")
  void clips(GoldenCase golden) {
    int[] lengths = lengths(golden.config());
    UpdateSpec update = Trainings.update(Trainings.SGD, 1, clip(golden.config().get("clip")));
    float[] zeros = new float[Arrays.stream(lengths).sum()];
    ShardHarness shard =
        new ShardHarness(Trainings.training(Trainings.segments(lengths), update, 1, 1), zeros);
    float[] weights = train(shard, 0, concatenated(golden, "grad_", lengths, 0));
    int offset = 0;
    for (int i = 0; i < lengths.length; i++) {
      float[] moved = new float[lengths[i]];
      for (int j = 0; j < moved.length; j++) {
        moved[j] = -weights[offset + j];
      }
      Goldens.assertClose(moved, golden.tensor("clipped_" + i).data(), TOLERANCE);
      offset += lengths[i];
    }
  }

  @Test
  void goldensOfBuiltRulesExist() {
    assertThat(optimizers())
        .extracting(GoldenCase::name)
        .contains("adam", "lamb", "sgd", "rmsprop");
    assertThat(clips()).isNotEmpty();
  }

  /** Pushes one step and returns all weights after it. */
  private static float[] train(ShardHarness shard, long step, float[] gradient) {
    FakeConnection worker = new FakeConnection("worker");
    for (Chunk chunk : shard.partition.chunks()) {
      shard.pushPull(worker, chunk, ShardHarness.push(ROOT, step, 0), gradient);
    }
    List<NormPhase> phases = shard.training.update().phases();
    for (int phase = 0; phase < phases.size(); phase++) {
      NormSums sums = new NormSums(phases.get(phase), shard.partition);
      for (Chunk chunk : shard.partition.chunks()) {
        FakeConnection.Answer answer = worker.poll();
        assertThat(answer.type()).isEqualTo(FrameType.NORMS);
        System.arraycopy(answer.doubles(), 0, sums.array(), sums.from(chunk), sums.count(chunk));
      }
      sums.combine();
      for (Chunk chunk : shard.partition.chunks()) {
        shard.apply(worker, chunk, step, phase, sums.of(chunk));
      }
    }
    for (int chunk = 0; chunk < shard.partition.chunks().size(); chunk++) {
      assertThat(worker.poll().type()).isEqualTo(FrameType.WEIGHTS);
    }
    return shard.weights(step + 1);
  }

  private static int[] lengths(JsonNode config) {
    JsonNode shapes = config.get("shapes");
    int[] lengths = new int[shapes.size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = 1;
      for (JsonNode size : shapes.get(i)) {
        lengths[i] *= size.asInt();
      }
    }
    return lengths;
  }

  private static double[] row(double[] data, int length, int row) {
    return Arrays.copyOfRange(data, row * length, (row + 1) * length);
  }

  private static float[] concatenated(GoldenCase golden, String name, int[] lengths, int row) {
    float[] all = new float[Arrays.stream(lengths).sum()];
    int offset = 0;
    for (int i = 0; i < lengths.length; i++) {
      float[] rows = golden.tensor(name + i).floats();
      System.arraycopy(rows, row * lengths[i], all, offset, lengths[i]);
      offset += lengths[i];
    }
    return all;
  }

  private static UpdateSpec update(JsonNode config) {
    JsonNode rule = config.get("optimizer");
    double decay = rule.path("weight_decay").asDouble();
    PenaltySpec penalty =
        Set.of("adamw", "lamb").contains(rule.get("kind").asText())
            ? new PenaltySpec(0, 0, decay)
            : new PenaltySpec(0, decay, 0);
    return new UpdateSpec(
        optimizer(rule),
        new ScheduleSpec.Constant(),
        clip(config.get("clip")),
        List.of(
            new GroupUpdate(
                rule.path("lr").asDouble(rule.path("alpha").asDouble()), false, penalty)));
  }

  private static ClipSpec clip(JsonNode clip) {
    if (clip == null || clip.isNull()) {
      return new ClipSpec.None();
    }
    double limit = clip.get("limit").asDouble();
    return switch (clip.get("mode").asText()) {
      case "value" -> new ClipSpec.Value(limit);
      case "global_norm" -> new ClipSpec.GlobalNorm(limit);
      default -> throw new IllegalArgumentException(clip.toString());
    };
  }

  private static OptimizerSpec optimizer(JsonNode rule) {
    double momentum = rule.path("momentum").asDouble();
    double epsilon = rule.path("eps").asDouble();
    return switch (rule.get("kind").asText()) {
      case "sgd" ->
          new OptimizerSpec.Sgd(
              momentum, rule.get("dampening").asDouble(), rule.get("nesterov").asBoolean());
      case "momentum_ema" -> new OptimizerSpec.Ema(rule.get("beta").asDouble());
      case "adam", "adamw" -> {
        JsonNode betas = rule.get("betas");
        yield new OptimizerSpec.Adam(
            betas.get(0).asDouble(),
            betas.get(1).asDouble(),
            epsilon,
            rule.path("amsgrad").asBoolean());
      }
      case "lamb" ->
          new OptimizerSpec.Lamb(
              rule.get("betas").get(0).asDouble(),
              rule.get("betas").get(1).asDouble(),
              epsilon,
              rule.get("bias_correction").asBoolean());
      case "rmsprop" ->
          new OptimizerSpec.RmsProp(
              rule.get("alpha").asDouble(), epsilon, momentum, rule.get("centered").asBoolean());
      case "adagrad" ->
          new OptimizerSpec.Adagrad(
              rule.get("lr_decay").asDouble(),
              rule.get("initial_accumulator_value").asDouble(),
              epsilon);
      case "adadelta" -> new OptimizerSpec.Adadelta(rule.get("rho").asDouble(), epsilon);
      case "ftrl" ->
          new OptimizerSpec.Ftrl(
              rule.get("beta").asDouble(), rule.get("l1").asDouble(), rule.get("l2").asDouble());
      default -> throw new IllegalArgumentException(rule.toString());
    };
  }
}
