package weir.proto.control;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Map;
import java.util.TreeMap;
import weir.proto.client.CoordinatorClient.Decision;
import weir.proto.client.CoordinatorClient.EpochEnd;
import weir.proto.client.CoordinatorClient.FailureKind;
import weir.proto.client.CoordinatorClient.Hello;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.client.Traffic;
import weir.proto.control.CoordinatorService.Failed;
import weir.proto.control.CoordinatorService.Progress;
import weir.proto.control.CoordinatorService.Reporter;
import weir.proto.message.ControlMessage;
import weir.proto.message.DecisionMessage;
import weir.proto.message.EpochEndMessage;
import weir.proto.message.FrameType;
import weir.proto.message.GoodbyeMessage;
import weir.proto.message.Header;
import weir.proto.message.HelloMessage;
import weir.proto.message.LeafPartial;
import weir.proto.message.LoadingMessage;
import weir.proto.message.ProgressMessage;
import weir.proto.message.ReadyMessage;
import weir.proto.message.ValidationPieceMessage;
import weir.proto.message.WelcomeMessage;
import weir.proto.message.WorkerFailureMessage;

/** Records of the control plane to messages and back. */
public final class ControlCodec {
  private ControlCodec() {}

  /** A CONTROL header, its request number not set yet. */
  public static Header.Builder header(ControlMessage message) {
    return Header.newBuilder().setType(FrameType.CONTROL).setControl(message.toByteString());
  }

  /**
   * The message of a CONTROL header.
   *
   * @throws ParameterException BAD_FRAME
   */
  public static ControlMessage message(Header header) {
    try {
      return ControlMessage.parseFrom(header.getControl());
    } catch (InvalidProtocolBufferException failure) {
      throw new ParameterException(
          Code.BAD_FRAME, "bad frame: control: " + failure.getMessage(), failure);
    }
  }

  public static ControlMessage hello(Hello hello) {
    return ControlMessage.newBuilder()
        .setHello(
            HelloMessage.newBuilder()
                .setWorker(hello.worker())
                .setIncarnation(hello.incarnation())
                .setHost(hello.host())
                .setBlas(hello.blas())
                .setExecutor(hello.executor()))
        .build();
  }

  public static Hello hello(HelloMessage message) {
    return new Hello(
        message.getWorker(),
        message.getIncarnation(),
        message.getHost(),
        message.getBlas(),
        message.getExecutor());
  }

  public static ControlMessage loading(Reporter reporter, long rows) {
    return ControlMessage.newBuilder()
        .setLoading(
            LoadingMessage.newBuilder()
                .setWorker(reporter.worker())
                .setIncarnation(reporter.incarnation())
                .setRows(rows))
        .build();
  }

  public static ControlMessage ready(Reporter reporter) {
    return ControlMessage.newBuilder()
        .setReady(
            ReadyMessage.newBuilder()
                .setWorker(reporter.worker())
                .setIncarnation(reporter.incarnation()))
        .build();
  }

  public static ControlMessage welcome(long step) {
    return ControlMessage.newBuilder()
        .setWelcome(WelcomeMessage.newBuilder().setStep(step))
        .build();
  }

  public static ControlMessage progress(Reporter reporter, Progress progress) {
    return ControlMessage.newBuilder()
        .setProgress(
            ProgressMessage.newBuilder()
                .setWorker(reporter.worker())
                .setIncarnation(reporter.incarnation())
                .setStep(progress.step())
                .setLoss(progress.meanLoss())
                .setSamples(progress.samples()))
        .build();
  }

  public static Progress progress(ProgressMessage message) {
    return new Progress(message.getStep(), message.getLoss(), message.getSamples());
  }

  public static ControlMessage epochEnd(Reporter reporter, EpochEnd end) {
    Traffic traffic = end.traffic();
    EpochEndMessage.Builder message =
        EpochEndMessage.newBuilder()
            .setWorker(reporter.worker())
            .setIncarnation(reporter.incarnation())
            .setEpoch(end.epoch())
            .setEpochWeight(end.epochWeight())
            .setEpochLoss(end.epochLoss())
            .setBytesSent(traffic.bytesSent())
            .setBytesReceived(traffic.bytesReceived())
            .setPushesApplied(traffic.applied())
            .setPushesRepeated(traffic.repeated())
            .setPushesDropped(traffic.dropped());
    end.validation()
        .forEach(
            (leaf, partial) ->
                message.addValidation(
                    LeafPartial.newBuilder()
                        .setLeaf(leaf)
                        .setPartial(ByteString.copyFrom(partial))));
    for (double seconds : end.phaseSeconds()) {
      message.addPhaseSeconds(seconds);
    }
    return ControlMessage.newBuilder().setEpochEnd(message).build();
  }

  /** The next bytes of a leaf's partial, ahead of the epoch end. */
  public static ControlMessage validationPiece(int leaf, ByteString bytes) {
    LeafPartial.Builder piece = LeafPartial.newBuilder().setLeaf(leaf).setPartial(bytes);
    return ControlMessage.newBuilder()
        .setValidationPiece(ValidationPieceMessage.newBuilder().setPiece(piece))
        .build();
  }

  public static EpochEnd epochEnd(EpochEndMessage message) {
    Map<Integer, byte[]> validation = new TreeMap<>();
    for (LeafPartial partial : message.getValidationList()) {
      validation.put(partial.getLeaf(), partial.getPartial().toByteArray());
    }
    double[] seconds = new double[message.getPhaseSecondsCount()];
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = message.getPhaseSeconds(i);
    }
    return new EpochEnd(
        message.getEpoch(),
        message.getEpochWeight(),
        message.getEpochLoss(),
        validation,
        seconds,
        new Traffic(
            message.getBytesSent(),
            message.getBytesReceived(),
            message.getPushesApplied(),
            message.getPushesRepeated(),
            message.getPushesDropped()));
  }

  public static ControlMessage decision(Decision decision) {
    return ControlMessage.newBuilder()
        .setDecision(
            DecisionMessage.newBuilder()
                .setProceed(decision.proceed())
                .setReason(decision.reason()))
        .build();
  }

  public static Decision decision(DecisionMessage message) {
    return new Decision(message.getProceed(), message.getReason());
  }

  public static ControlMessage failed(Reporter reporter, Failed failure) {
    return ControlMessage.newBuilder()
        .setWorkerFailure(
            WorkerFailureMessage.newBuilder()
                .setWorker(reporter.worker())
                .setIncarnation(reporter.incarnation())
                .setStep(failure.step())
                .setText(failure.text())
                .setKind(weir.proto.message.FailureKind.forNumber(failure.kind().ordinal())))
        .build();
  }

  public static Failed failed(WorkerFailureMessage message) {
    FailureKind kind =
        switch (message.getKind()) {
          case USERS_INPUT -> FailureKind.USERS_INPUT;
          case DIVERGED -> FailureKind.DIVERGED;
          case FAULT, UNRECOGNIZED -> FailureKind.FAULT;
        };
    return new Failed(message.getStep(), message.getText(), kind);
  }

  public static ControlMessage goodbye(int worker) {
    return ControlMessage.newBuilder()
        .setGoodbye(GoodbyeMessage.newBuilder().setWorker(worker))
        .build();
  }
}
