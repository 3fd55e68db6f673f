package weir.server.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Payload;
import weir.proto.codec.Payloads;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Push;
import weir.proto.message.TrainingMessage;
import weir.proto.spec.EpochPlan;
import weir.proto.spec.SpecCodec;
import weir.proto.spec.TrainingId;
import weir.proto.spec.TrainingSpec;
import weir.server.shard.FakeConnection;
import weir.server.shard.ShardMemory;
import weir.server.shard.Trainings;

class TrainingHostTest {
  private static final TrainingSpec TRAINING =
      Trainings.training(
          Trainings.segments(2), Trainings.update(Trainings.ADAM, 1, Trainings.NO_CLIP), 2, 1);
  private static final long ID = TrainingId.of(TRAINING.jobId());

  private static final Payloads PAYLOADS = new Payloads(UnpooledByteBufAllocator.DEFAULT, false);

  private final FakeConnection connection = new FakeConnection("client");
  private long nanos;
  private TrainingHost host = host(1 << 20);

  private TrainingHost host(long heapBytes) {
    return new TrainingHost(
        CompletableFuture.completedFuture(List.of(ImmediateEventExecutor.INSTANCE)),
        new HostLimits(heapBytes, 1 << 20, Duration.ofSeconds(60)),
        () -> nanos);
  }

  /** What the training needs of the heap. */
  private static long needed(TrainingSpec training) {
    return ShardMemory.of(training, training.partition().chunks(), 1, false).heapBytes();
  }

  private static Header.Builder header(FrameType type) {
    return Header.newBuilder().setType(type).setTraining(ID).setRequest(7);
  }

  private FakeConnection.Answer ask(Header.Builder header, float... floats) {
    Payload payload = PAYLOADS.copy(floats, 0, floats.length);
    try {
      host.onFrame(connection, header.build(), payload);
    } finally {
      payload.release();
    }
    return connection.only();
  }

  private void init() {
    Header.Builder header = header(FrameType.INIT).setInit(SpecCodec.encode(TRAINING));
    assertThat(ask(header).type()).isEqualTo(FrameType.ACCEPTED);
    assertThat(ask(header(FrameType.INIT_CHUNK), 1, 2).type()).isEqualTo(FrameType.ACCEPTED);
  }

  private void assertRefused(Header.Builder header, String... words) {
    assertThatThrownBy(() -> ask(header))
        .isInstanceOfSatisfying(
            ParameterException.class,
            failure -> assertThat(failure.code()).isEqualTo(Code.BAD_REQUEST))
        .hasMessageContainingAll(words);
  }

  @Test
  void servesWhatWasStored() {
    init();
    FakeConnection.Answer status = ask(header(FrameType.STATUS));
    assertThat(status.header().getVersion()).isZero();
    assertThat(status.header().getRequest()).isEqualTo(7);
    assertThat(ask(header(FrameType.PULL)).floats()).containsExactly(1, 2);
  }

  @Test
  void aRequestForAnUnknownJobNamesIt() {
    assertRefused(header(FrameType.PULL), "job " + Long.toHexString(ID), "not on this server");
    init();
    assertRefused(header(FrameType.PULL).setShard(1), "shard 1");
  }

  @Test
  void aJobInUseIsNotCreatedAgainUntilItIsDropped() {
    init();
    Header.Builder again = header(FrameType.INIT).setInit(SpecCodec.encode(TRAINING));
    assertRefused(again, "job test", "in use");
    assertThat(ask(header(FrameType.DROP)).type()).isEqualTo(FrameType.ACCEPTED);
    assertRefused(header(FrameType.STATUS), "not on this server");
    assertThat(ask(header(FrameType.DROP)).type()).isEqualTo(FrameType.ACCEPTED);
    init();
  }

  private void after(int seconds) {
    nanos += seconds * 1_000_000_000L;
    host.checkDeadlines();
  }

  @Test
  void aTrainingThatNobodyAsksForIsForgottenWithItsMemory() {
    init();
    assertThat(host.reservedBytes()).isPositive();
    after(60);
    ask(header(FrameType.STATUS)); // its driver lives
    after(60);
    ask(header(FrameType.PULL)); // a worker does
    after(60);
    assertThat(host.reservedBytes()).isPositive();
    after(1);
    assertThat(host.reservedBytes()).isZero();
    assertRefused(header(FrameType.STATUS), "not on this server");
    init();
  }

  @Test
  void memoryReservedForWeightsThatNeverCameIsFreedToo() {
    ask(header(FrameType.INIT).setInit(SpecCodec.encode(TRAINING)));
    after(60);
    assertRefused(header(FrameType.STATUS), "not complete"); // to ask for them is not enough
    assertThat(host.reservedBytes()).isPositive();
    after(1);
    assertThat(host.reservedBytes()).isZero();
  }

  @Test
  void aConnectionMayEndWhileTheOwnersOfChunksDo() {
    ExecutorService owner = Executors.newSingleThreadExecutor();
    host =
        new TrainingHost(
            CompletableFuture.completedFuture(List.of(owner)),
            HostLimits.shared(1),
            System::nanoTime);
    ask(header(FrameType.INIT).setInit(SpecCodec.encode(TRAINING)));
    owner.shutdown();
    assertThatCode(() -> host.onClose(connection)).doesNotThrowAnyException();
  }

  @Test
  void weightsAreStoredOnce() {
    init();
    FakeConnection.Answer answer = ask(header(FrameType.INIT_CHUNK), 3, 4);
    assertThat(answer.header().getText()).contains("once");
    assertThat(ask(header(FrameType.PULL)).floats()).containsExactly(1, 2);
  }

  @Test
  void statusBeforeTheFirstWeightsIsAnError() {
    ask(header(FrameType.INIT).setInit(SpecCodec.encode(TRAINING)));
    assertRefused(header(FrameType.STATUS), "not complete");
    assertThat(ask(header(FrameType.PULL)).header().getText()).contains("never came");
    assertThat(ask(header(FrameType.INIT_CHUNK), 1).header().getText()).contains("1 floats");
  }

  @Test
  void refusesATrainingThatDoesNotFitTheHeap() {
    host = host(needed(TRAINING) - 1);
    Header.Builder header = header(FrameType.INIT).setInit(SpecCodec.encode(TRAINING));
    assertRefused(header, "job test needs", "of its heap", "-Xmx");
    host = host(needed(TRAINING) + 100);
    init();
    TrainingSpec other =
        new TrainingSpec(
            "other",
            Trainings.segments(20),
            TRAINING.update(),
            TRAINING.consistency(),
            2,
            2,
            1,
            EpochPlan.of(1),
            1);
    assertRefused(
        header(FrameType.INIT).setTraining(TrainingId.of("other")).setInit(SpecCodec.encode(other)),
        "job other needs",
        "of them to others");
  }

  @Test
  void refusesATrainingThatDoesNotFitTheBuffersAndForgetsIt() {
    TrainingSpec training =
        Trainings.training(
            Trainings.segments(1 << 18),
            Trainings.update(Trainings.SGD, 1, Trainings.NO_CLIP),
            2,
            1);
    host = host(1 << 30);
    assertRefused(
        header(FrameType.INIT).setInit(SpecCodec.encode(training)),
        "job test needs 3.0 MB",
        "gives trainings 1.0 MB of its buffers outside the heap",
        "-XX:MaxDirectMemorySize");
    assertThat(host.reservedBytes()).isZero();
  }

  @Test
  void promisesLessMemoryThanTheJvmHas() {
    HostLimits limits = HostLimits.leased(Duration.ofSeconds(60));
    assertThat(limits.heapBytes()).isPositive().isLessThan(Runtime.getRuntime().maxMemory());
    HostLimits third = HostLimits.shared(3);
    assertThat(3 * third.heapBytes()).isBetween(limits.heapBytes() - 3, limits.heapBytes());
  }

  @Test
  void chunksDoNotFillTheRegionsOfASmallHeap() {
    assertThat(HostLimits.filled(1L << 30)).isBetween(0.75, 0.7501);
    assertThat(HostLimits.filled(16L << 30)).isBetween(0.9375, 0.9376);
  }

  @Test
  void refusesHostileNumbersBeforeItAllocates() {
    TrainingMessage good = SpecCodec.encode(TRAINING);
    for (TrainingMessage bad :
        new TrainingMessage[] {
          good.toBuilder().setShards(Integer.MAX_VALUE).build(),
          good.toBuilder().setShards(-1).build(),
          good.toBuilder().setVirtualWorkers(1 << 30).build(),
          good.toBuilder()
              .setSegments(0, good.getSegments(0).toBuilder().setUnit(Integer.MAX_VALUE))
              .build()
        }) {
      assertRefused(header(FrameType.INIT).setInit(bad), "expected");
    }
  }

  @Test
  void refusesANumberThatIsNotTheJobs() {
    Header.Builder header = header(FrameType.INIT).setInit(SpecCodec.encode(TRAINING));
    assertRefused(header.setTraining(ID + 1), "job test");
    assertRefused(header.setTraining(ID).setShard(1), "shard=1");
  }

  @Test
  void refusesFramesThatOnlyServersSend() {
    assertRefused(header(FrameType.WEIGHTS), "WEIGHTS is no request");
  }

  @Test
  void deadlinesOfAllTrainingsAreChecked() {
    init();
    Push push = Push.newBuilder().setWeight(1).build();
    Payload payload = PAYLOADS.copy(new float[2], 0, 2);
    host.onFrame(connection, header(FrameType.PUSH_PULL).setPush(push).build(), payload);
    payload.release();
    host.checkDeadlines();
    assertThat(connection.isSilent()).isTrue();
    nanos = Trainings.DEADLINE_MILLIS * 1_000_000;
    host.checkDeadlines();
    assertThat(connection.only().header().getText()).contains("virtual workers [1]");
    assertThat(host.counters().applied()).isEqualTo(1);
  }
}
