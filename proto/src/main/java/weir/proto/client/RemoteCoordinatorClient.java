package weir.proto.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.proto.client.CoordinatorClients.Deadlines;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Payload;
import weir.proto.control.ControlCodec;
import weir.proto.control.CoordinatorService.Failed;
import weir.proto.control.CoordinatorService.Progress;
import weir.proto.control.CoordinatorService.Reporter;
import weir.proto.message.ControlMessage;
import weir.proto.message.ControlMessage.MessageCase;
import weir.proto.message.Header;
import weir.proto.transport.ClientLoops;
import weir.proto.transport.FrameClient;
import weir.proto.transport.FrameClient.Outbound;
import weir.proto.transport.PendingReply;

/** The coordinator's client over one connection. */
final class RemoteCoordinatorClient implements CoordinatorClient {
  private static final Logger LOG = LoggerFactory.getLogger(RemoteCoordinatorClient.class);
  private static final long GOODBYE_MILLIS = 1000;

  private final FrameClient link;
  private final ClientLoops loops;
  private final Deadlines deadlines;
  private volatile Reporter self;

  RemoteCoordinatorClient(FrameClient link, ClientLoops loops, Deadlines deadlines) {
    this.link = link;
    this.loops = loops;
    this.deadlines = deadlines;
  }

  @Override
  public long hello(Hello hello) throws InterruptedException {
    self = new Reporter(hello.worker(), hello.incarnation());
    Answer answer = new Answer("hello of worker " + hello.worker(), MessageCase.WELCOME);
    return ask(ControlCodec.hello(hello), answer, deadlines.replyMillis()).getWelcome().getStep();
  }

  @Override
  public void progress(long step, double meanLoss, long samples) {
    Progress progress = new Progress(step, meanLoss, samples);
    link.tell(ControlCodec.header(ControlCodec.progress(reporter(), progress)).build());
  }

  @Override
  public Decision epochEnd(EpochEnd end) throws InterruptedException {
    Answer answer = new Answer("decision after epoch " + (end.epoch() + 1), MessageCase.DECISION);
    ControlMessage message = ControlCodec.epochEnd(reporter(), end);
    return ControlCodec.decision(ask(message, answer, deadlines.epochEndMillis()).getDecision());
  }

  @Override
  public void failed(long step, String text, boolean usersInput) throws InterruptedException {
    Answer answer = new Answer("failure report at step " + step, MessageCase.DECISION);
    Failed failure = new Failed(step, text, usersInput);
    ask(ControlCodec.failed(reporter(), failure), answer, deadlines.replyMillis());
  }

  @Override
  public void close() {
    Reporter known = self;
    if (known != null) {
      try {
        Answer answer = new Answer("goodbye", MessageCase.DECISION);
        long millis = Math.min(GOODBYE_MILLIS, deadlines.replyMillis());
        ask(ControlCodec.goodbye(known.worker()), answer, millis);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      } catch (ParameterException gone) {
        LOG.debug("left without a goodbye", gone);
      }
    }
    link.close();
    loops.close();
  }

  private Reporter reporter() {
    if (self == null) {
      throw new IllegalStateException("the worker has not said hello");
    }
    return self;
  }

  private ControlMessage ask(ControlMessage message, Answer answer, long millis)
      throws InterruptedException {
    link.request(ControlCodec.header(message), Outbound.EMPTY, answer, millis);
    try {
      return answer.future.get();
    } catch (ExecutionException failure) {
      ParameterException cause = (ParameterException) failure.getCause();
      throw new ParameterException(cause.code(), cause.getMessage(), cause);
    }
  }

  /** Waits for one kind of message. */
  private static final class Answer extends PendingReply {
    private final CompletableFuture<ControlMessage> future = new CompletableFuture<>();
    private final String what;
    private final MessageCase expected;

    Answer(String what, MessageCase expected) {
      this.what = what;
      this.expected = expected;
    }

    @Override
    protected void onReply(Header header, Payload payload) {
      ControlMessage message = ControlCodec.message(header);
      if (message.getMessageCase() != expected) {
        throw new ParameterException(
            Code.INTERNAL,
            what + " answered by " + message.getMessageCase() + " (expected: " + expected + ")");
      }
      future.complete(message);
    }

    @Override
    protected void onFailure(ParameterException failure) {
      future.completeExceptionally(failure);
    }

    @Override
    protected String what() {
      return what;
    }
  }
}
