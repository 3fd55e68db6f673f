package weir.proto.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.message.TrainingMessage;
import weir.proto.partition.Segment;
import weir.proto.partition.Segments;

class SpecCodecTest {

  @Property(tries = 500)
  void everySpecComesBackEqual(@ForAll("trainings") TrainingSpec spec)
      throws InvalidProtocolBufferException {
    byte[] bytes = SpecCodec.encode(spec).toByteArray();
    assertThat(SpecCodec.decode(TrainingMessage.parseFrom(bytes))).isEqualTo(spec);
  }

  @Test
  void whatARecordRefusesIsABadRequestInItsOwnWords() {
    TrainingMessage good = SpecCodec.encode(trainings().sample());
    assertBad(good.toBuilder().setVirtualWorkers(3).build(), "virtualWorkers=3");
    assertBad(good.toBuilder().clearSegments().build(), "a model without parameters");
    assertBad(good.toBuilder().clearUpdate().build(), "optimizer is missing");
    assertBad(good.toBuilder().setConsistencyValue(9).build(), "consistency is unknown");
    assertBad(good.toBuilder().setJobId(" ").build(), "jobId is blank");
    assertBad(good.toBuilder().clearEpochs().build(), "the first from epoch 0, step 0");
    TrainingMessage.Builder message = good.toBuilder();
    message.getSegmentsBuilder(0).clearRank();
    assertBad(message.build(), "segment 0.weight: rank=0");
    message.getSegmentsBuilder(0).setRank(2);
    message.getUpdateBuilder().clearSchedule();
    assertBad(message.build(), "schedule is missing");
    message.getUpdateBuilder().getGroupsBuilder(0).setLearningRate(-1);
    message.getUpdateBuilder().getScheduleBuilder().getConstantBuilder();
    assertBad(message.build(), "optimizer.learningRate=-1.0");
    message.getUpdateBuilder().getGroupsBuilder(0).setLearningRate(1).getPenaltyBuilder().clear();
    assertBad(message.build(), "optimizer.maxNorm=0.0 (expected: > 0)");
    message.getUpdateBuilder().getGroupsBuilder(0).getPenaltyBuilder().setMaxNorm(1).setL1(2);
    message.getUpdateBuilder().getOptimizerBuilder().getFtrlBuilder().setBeta(1);
    assertBad(message.build(), "l1=2.0");
  }

  @Test
  void aJobsNumberDependsOnItsNameAlone() {
    assertThat(TrainingId.of("job-1")).isEqualTo(TrainingId.of("job-1"));
    assertThat(TrainingId.of("job-1")).isNotEqualTo(TrainingId.of("job-2"));
  }

  private static void assertBad(TrainingMessage message, String text) {
    assertThatThrownBy(() -> SpecCodec.decode(message))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(text)
        .satisfies(
            failure ->
                assertThat(((ParameterException) failure).code()).isEqualTo(Code.BAD_REQUEST));
  }

  @Provide
  static Arbitrary<TrainingSpec> trainings() {
    Arbitrary<UpdateSpec> updates =
        Combinators.combine(
                optimizers(),
                Arbitraries.oneOf(schedules(), warmups()),
                clips(),
                groups(penalties()).list().ofMinSize(2).ofMaxSize(3),
                averages())
            .as(UpdateSpec::new);
    return Combinators.combine(
            Arbitraries.oneOf(updates, ftrl()),
            Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(20),
            Arbitraries.integers().between(0, 6),
            Arbitraries.integers().between(1, 5),
            Arbitraries.longs().between(1, Long.MAX_VALUE / 4))
        .as(
            (update, job, level, shards, number) ->
                new TrainingSpec(
                    job,
                    segments(level),
                    update,
                    new ConsistencySpec.Sync(),
                    1 << level,
                    1 + (int) (number % (1 << level)),
                    shards,
                    plan(number, level),
                    number));
  }

  private static EpochPlan plan(long number, int stages) {
    EpochPlan plan = EpochPlan.of(number);
    for (int stage = 1; stage < stages; stage++) {
      plan = plan.then(stage * 3L, 1 + number % (7 - stage));
    }
    return plan;
  }

  /** The rule with penalties of its own: no others go with it. */
  private static Arbitrary<UpdateSpec> ftrl() {
    return Combinators.combine(
            Combinators.combine(positive(), positive(), positive()).as(OptimizerSpec.Ftrl::new),
            schedules(),
            clips(),
            groups(Arbitraries.of(PenaltySpec.NONE)).list().ofSize(2))
        .as(UpdateSpec::new);
  }

  private static Segments segments(int size) {
    return new Segments(
        List.of(
            new Segment("0.weight", 0, 6 + size, 6 + size, 2, 0, 0, Segment.Rule.OPTIMIZE),
            new Segment("0.bias", 6 + size, 4, 2, 1, 0, 1, Segment.Rule.OPTIMIZE),
            new Segment("1.weight", 10 + size, 9, 3, 2, 2, 0, Segment.Rule.OPTIMIZE),
            new Segment("1.running_mean", 19 + size, 3, 3, 1, 2, 0, Segment.Rule.AVERAGE)));
  }

  private static Arbitrary<OptimizerSpec> optimizers() {
    return Arbitraries.oneOf(
        Combinators.combine(fraction(), Arbitraries.doubles().between(0, 1))
            .as((momentum, dampening) -> new OptimizerSpec.Sgd(momentum, dampening, false)),
        Arbitraries.of(new OptimizerSpec.Sgd(0.9, 0, true)),
        fraction().map(OptimizerSpec.Ema::new),
        Combinators.combine(fraction(), fraction(), positive(), Arbitraries.of(true, false))
            .as(OptimizerSpec.Adam::new),
        Combinators.combine(fraction(), fraction(), positive(), Arbitraries.of(true, false))
            .as(OptimizerSpec.Lamb::new),
        Combinators.combine(fraction(), positive(), fraction(), Arbitraries.of(true, false))
            .as(OptimizerSpec.RmsProp::new),
        Combinators.combine(positive(), positive(), positive()).as(OptimizerSpec.Adagrad::new),
        Combinators.combine(fraction(), positive()).as(OptimizerSpec.Adadelta::new));
  }

  private static Arbitrary<ScheduleSpec> schedules() {
    return Arbitraries.oneOf(
        Arbitraries.of(new ScheduleSpec.Constant()),
        Combinators.combine(steps(), positive()).as(ScheduleSpec.Step::new),
        Combinators.combine(steps().list().ofMaxSize(4), positive())
            .as(ScheduleSpec.MultiStep::new),
        Combinators.combine(positive(), steps()).as(ScheduleSpec.Exponential::new),
        Combinators.combine(steps(), positive()).as(ScheduleSpec.Cosine::new),
        Combinators.combine(steps(), positive(), positive()).as(ScheduleSpec.Polynomial::new),
        Combinators.combine(steps(), steps(), positive()).as(ScheduleSpec.CosineRestarts::new),
        Combinators.combine(steps(), positive(), positive(), Arbitraries.of(true, false))
            .as(
                (total, start, end, linear) ->
                    new ScheduleSpec.OneCycle(total, 0.3, start, end, linear)));
  }

  private static Arbitrary<ScheduleSpec> warmups() {
    return Combinators.combine(steps(), positive(), schedules()).as(ScheduleSpec.Warmup::new);
  }

  private static Arbitrary<ClipSpec> clips() {
    return Arbitraries.oneOf(
        Arbitraries.of(new ClipSpec.None()),
        positive().map(ClipSpec.Value::new),
        positive().map(ClipSpec.GlobalNorm::new));
  }

  private static Arbitrary<AverageSpec> averages() {
    return Combinators.combine(Arbitraries.of(AverageSpec.Kind.class), fraction(), steps())
        .as(AverageSpec::new);
  }

  private static Arbitrary<GroupUpdate> groups(Arbitrary<PenaltySpec> penalties) {
    return Combinators.combine(positive(), Arbitraries.of(true, false), penalties)
        .as(GroupUpdate::new);
  }

  private static Arbitrary<PenaltySpec> penalties() {
    return Combinators.combine(
            positive(),
            positive(),
            positive(),
            Arbitraries.oneOf(positive(), Arbitraries.of(Double.POSITIVE_INFINITY)))
        .as(PenaltySpec::new);
  }

  private static Arbitrary<Double> fraction() {
    return Arbitraries.doubles().between(0, true, 1, false);
  }

  private static Arbitrary<Double> positive() {
    return Arbitraries.doubles().between(1e-9, 1e9).ofScale(9);
  }

  private static Arbitrary<Long> steps() {
    return Arbitraries.longs().between(1, Long.MAX_VALUE);
  }
}
