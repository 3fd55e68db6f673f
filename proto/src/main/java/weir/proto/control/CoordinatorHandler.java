package weir.proto.control;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.proto.client.CoordinatorClient.Decision;
import weir.proto.client.CoordinatorClient.EpochEnd;
import weir.proto.client.CoordinatorClient.Hello;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Payload;
import weir.proto.control.CoordinatorService.Reporter;
import weir.proto.message.ControlMessage;
import weir.proto.message.EpochEndMessage;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.LoadingMessage;
import weir.proto.message.ProgressMessage;
import weir.proto.message.WorkerFailureMessage;
import weir.proto.transport.Connection;
import weir.proto.transport.Failures;
import weir.proto.transport.FrameHandler;

/**
 * The coordinator's side of the wire: turns CONTROL frames into calls of a {@link
 * CoordinatorService} and its futures into answers; tells when a worker's connection ends without a
 * goodbye. Thread-safe. Use with {@code FrameLimits.CONTROL}.
 */
public final class CoordinatorHandler implements FrameHandler {
  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorHandler.class);
  private static final Decision NOTED = new Decision(false, "");

  private final CoordinatorService service;
  private final Map<Connection, Reporter> greeted = new ConcurrentHashMap<>();
  private final Map<Connection, ValidationPieces> ahead = new ConcurrentHashMap<>();

  public CoordinatorHandler(CoordinatorService service) {
    this.service = service;
  }

  @Override
  public void onFrame(Connection connection, Header header, Payload payload) {
    requireControl(header);
    ControlMessage message = ControlCodec.message(header);
    switch (message.getMessageCase()) {
      case HELLO -> {
        hello(connection, ControlCodec.hello(message.getHello()));
        send(connection, header, ControlCodec.decision(NOTED));
      }
      case LOADING -> {
        LoadingMessage rows = message.getLoading();
        service.loading(new Reporter(rows.getWorker(), rows.getIncarnation()), rows.getRows());
      }
      case READY -> {
        Reporter reporter =
            new Reporter(message.getReady().getWorker(), message.getReady().getIncarnation());
        answer(connection, header, service.ready(reporter), ControlCodec::welcome);
      }
      case PROGRESS -> {
        ProgressMessage progress = message.getProgress();
        service.progress(
            new Reporter(progress.getWorker(), progress.getIncarnation()),
            ControlCodec.progress(progress));
      }
      case VALIDATION_PIECE -> {
        ahead
            .computeIfAbsent(connection, any -> new ValidationPieces())
            .add(message.getValidationPiece().getPiece());
        send(connection, header, ControlCodec.decision(NOTED));
      }
      case EPOCH_END -> {
        CompletableFuture<Decision> decision = epochEnd(connection, message.getEpochEnd());
        answer(connection, header, decision, ControlCodec::decision);
      }
      case WORKER_FAILURE -> {
        failed(message.getWorkerFailure());
        send(connection, header, ControlCodec.decision(NOTED));
      }
      case GOODBYE -> {
        greeted.remove(connection);
        send(connection, header, ControlCodec.decision(NOTED));
      }
      case WELCOME, DECISION, MESSAGE_NOT_SET ->
          throw new ParameterException(
              Code.BAD_REQUEST,
              message.getMessageCase() + " sent to a coordinator (expected: a worker's message)");
    }
  }

  private static void requireControl(Header header) {
    if (header.getType() != FrameType.CONTROL) {
      throw new ParameterException(
          Code.BAD_REQUEST, header.getType() + " sent to a coordinator (expected: CONTROL)");
    }
  }

  private void hello(Connection connection, Hello hello) {
    greeted.put(connection, new Reporter(hello.worker(), hello.incarnation()));
    service.hello(hello);
  }

  private void failed(WorkerFailureMessage failure) {
    Reporter reporter = new Reporter(failure.getWorker(), failure.getIncarnation());
    service.failed(reporter, ControlCodec.failed(failure));
  }

  private CompletableFuture<Decision> epochEnd(Connection connection, EpochEndMessage end) {
    Reporter reporter = new Reporter(end.getWorker(), end.getIncarnation());
    return service.epochEnd(reporter, whole(ahead.remove(connection), ControlCodec.epochEnd(end)));
  }

  @Override
  public void onClose(Connection connection) {
    ahead.remove(connection);
    Reporter reporter = greeted.remove(connection);
    if (reporter != null) {
      service.disconnected(reporter);
    }
  }

  private static EpochEnd whole(ValidationPieces pieces, EpochEnd end) {
    return pieces == null ? end : end.with(pieces.with(end.validation()));
  }

  private static <T> void answer(
      Connection connection,
      Header asked,
      CompletableFuture<T> future,
      Function<T, ControlMessage> encode) {
    future.whenComplete(
        (result, failure) -> {
          if (failure == null) {
            send(connection, asked, encode.apply(result));
          } else {
            refuse(connection, asked, failure);
          }
        });
  }

  private static void refuse(Connection connection, Header asked, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof ParameterException known) {
      connection.send(Failures.answer(asked, known.code(), known.getMessage()));
    } else {
      LOG.error("{}: no answer", connection.peer(), cause);
      connection.send(Failures.answer(asked, Code.INTERNAL, String.valueOf(cause)));
    }
  }

  private static void send(Connection connection, Header asked, ControlMessage message) {
    connection.send(ControlCodec.header(message).setRequest(asked.getRequest()).build());
  }
}
