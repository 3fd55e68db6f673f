package weir.proto.spec;

import java.util.ArrayList;
import java.util.List;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.message.AverageKind;
import weir.proto.message.AverageMessage;
import weir.proto.message.ClipMessage;
import weir.proto.message.ConsistencyKind;
import weir.proto.message.EpochStageMessage;
import weir.proto.message.GroupMessage;
import weir.proto.message.PenaltyMessage;
import weir.proto.message.SegmentMessage;
import weir.proto.message.SegmentRule;
import weir.proto.message.TrainingMessage;
import weir.proto.message.UpdateMessage;
import weir.proto.partition.Segment;
import weir.proto.partition.Segments;

/**
 * Typed specs to messages and back. Decoding builds the records, which check themselves: whatever
 * they refuse becomes a BAD_REQUEST failure with their own words.
 */
public final class SpecCodec {
  private SpecCodec() {}

  /** The message of an INIT frame. */
  public static TrainingMessage encode(TrainingSpec spec) {
    TrainingMessage.Builder message =
        TrainingMessage.newBuilder()
            .setJobId(spec.jobId())
            .setUpdate(encode(spec.update()))
            .setConsistency(encode(spec.consistency()))
            .setVirtualWorkers(spec.virtualWorkers())
            .setWorkers(spec.workers())
            .setShards(spec.shards())
            .setDeadlineMillis(spec.deadlineMillis());
    for (Segment segment : spec.segments().list()) {
      message.addSegments(
          SegmentMessage.newBuilder()
              .setName(segment.name())
              .setOffset(segment.offset())
              .setLength(segment.length())
              .setRowLength(segment.rowLength())
              .setRank(segment.rank())
              .setUnit(segment.unit())
              .setGroup(segment.group())
              .setRule(encode(segment.rule())));
    }
    for (EpochPlan.Stage stage : spec.epochs().stages()) {
      message.addEpochs(
          EpochStageMessage.newBuilder()
              .setFirstEpoch(stage.firstEpoch())
              .setFirstStep(stage.firstStep())
              .setSteps(stage.steps()));
    }
    return message.build();
  }

  /**
   * The spec of an INIT frame.
   *
   * @throws ParameterException BAD_REQUEST
   */
  public static TrainingSpec decode(TrainingMessage message) {
    try {
      List<Segment> segments = new ArrayList<>();
      for (SegmentMessage segment : message.getSegmentsList()) {
        segments.add(
            new Segment(
                segment.getName(),
                segment.getOffset(),
                segment.getLength(),
                segment.getRowLength(),
                segment.getRank(),
                segment.getUnit(),
                segment.getGroup(),
                decode(segment.getRule())));
      }
      return new TrainingSpec(
          message.getJobId(),
          new Segments(segments),
          decode(message.getUpdate()),
          decode(message.getConsistency()),
          message.getVirtualWorkers(),
          message.getWorkers(),
          message.getShards(),
          epochs(message),
          message.getDeadlineMillis());
    } catch (IllegalArgumentException refused) {
      throw new ParameterException(Code.BAD_REQUEST, "training: " + refused.getMessage(), refused);
    }
  }

  private static EpochPlan epochs(TrainingMessage message) {
    return new EpochPlan(
        message.getEpochsList().stream()
            .map(
                stage ->
                    new EpochPlan.Stage(
                        stage.getFirstEpoch(), stage.getFirstStep(), stage.getSteps()))
            .toList());
  }

  private static SegmentRule encode(Segment.Rule rule) {
    return switch (rule) {
      case OPTIMIZE -> SegmentRule.OPTIMIZE;
      case AVERAGE -> SegmentRule.AVERAGE;
      case SPARSE -> SegmentRule.SPARSE;
    };
  }

  private static Segment.Rule decode(SegmentRule rule) {
    return switch (rule) {
      case OPTIMIZE -> Segment.Rule.OPTIMIZE;
      case AVERAGE -> Segment.Rule.AVERAGE;
      case SPARSE -> Segment.Rule.SPARSE;
      case UNRECOGNIZED ->
          throw new IllegalArgumentException("segment with an unknown rule (expected: optimize)");
    };
  }

  private static UpdateMessage encode(UpdateSpec update) {
    UpdateMessage.Builder message =
        UpdateMessage.newBuilder()
            .setOptimizer(OptimizerCodec.encode(update.optimizer()))
            .setSchedule(ScheduleCodec.encode(update.schedule()))
            .setClip(encode(update.clip()))
            .setAverage(encode(update.average()));
    for (GroupUpdate group : update.groups()) {
      message.addGroups(
          GroupMessage.newBuilder()
              .setLearningRate(group.learningRate())
              .setFrozen(group.frozen())
              .setPenalty(encode(group.penalty())));
    }
    return message.build();
  }

  private static PenaltyMessage encode(PenaltySpec penalty) {
    return PenaltyMessage.newBuilder()
        .setL1(penalty.l1())
        .setL2(penalty.l2())
        .setWeightDecay(penalty.weightDecay())
        .setMaxNorm(penalty.maxNorm())
        .build();
  }

  private static UpdateSpec decode(UpdateMessage message) {
    List<GroupUpdate> groups = new ArrayList<>();
    for (GroupMessage group : message.getGroupsList()) {
      groups.add(
          new GroupUpdate(group.getLearningRate(), group.getFrozen(), decode(group.getPenalty())));
    }
    return new UpdateSpec(
        OptimizerCodec.decode(message.getOptimizer()),
        ScheduleCodec.decode(message.getSchedule()),
        decode(message.getClip()),
        groups,
        decode(message.getAverage()));
  }

  private static AverageMessage encode(AverageSpec average) {
    AverageMessage.Builder message =
        AverageMessage.newBuilder().setDecay(average.decay()).setStartStep(average.startStep());
    return switch (average.kind()) {
      case NONE -> message.setKind(AverageKind.NO_AVERAGE).build();
      case EMA -> message.setKind(AverageKind.AVERAGE_EMA).build();
      case MEAN -> message.setKind(AverageKind.AVERAGE_MEAN).build();
    };
  }

  private static AverageSpec decode(AverageMessage message) {
    AverageSpec.Kind kind =
        switch (message.getKind()) {
          case NO_AVERAGE -> AverageSpec.Kind.NONE;
          case AVERAGE_EMA -> AverageSpec.Kind.EMA;
          case AVERAGE_MEAN -> AverageSpec.Kind.MEAN;
          case UNRECOGNIZED ->
              throw new IllegalArgumentException("average is unknown (expected: ema or mean)");
        };
    return new AverageSpec(kind, message.getDecay(), message.getStartStep());
  }

  private static PenaltySpec decode(PenaltyMessage message) {
    return new PenaltySpec(
        message.getL1(), message.getL2(), message.getWeightDecay(), message.getMaxNorm());
  }

  private static ClipMessage encode(ClipSpec clip) {
    ClipMessage.Builder message = ClipMessage.newBuilder();
    return switch (clip.kind()) {
      case NONE -> message.build();
      case VALUE -> message.setValue(((ClipSpec.Value) clip).limit()).build();
      case GLOBAL_NORM -> message.setGlobalNorm(((ClipSpec.GlobalNorm) clip).limit()).build();
    };
  }

  private static ClipSpec decode(ClipMessage message) {
    return switch (message.getClipCase()) {
      case VALUE -> new ClipSpec.Value(message.getValue());
      case GLOBAL_NORM -> new ClipSpec.GlobalNorm(message.getGlobalNorm());
      case CLIP_NOT_SET -> new ClipSpec.None();
    };
  }

  private static ConsistencyKind encode(ConsistencySpec consistency) {
    return switch (consistency.kind()) {
      case SYNC -> ConsistencyKind.SYNC;
    };
  }

  private static ConsistencySpec decode(ConsistencyKind kind) {
    return switch (kind) {
      case SYNC -> new ConsistencySpec.Sync();
      case UNRECOGNIZED ->
          throw new IllegalArgumentException("consistency is unknown (expected: sync)");
    };
  }
}
