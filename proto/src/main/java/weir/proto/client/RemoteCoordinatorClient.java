package weir.proto.client;

import static weir.proto.message.ControlMessage.MessageCase.DECISION;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
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

  /** Bytes of partials in one frame: half of what {@code FrameLimits.CONTROL} lets pass. */
  private static final int MOST_AT_ONCE = 4 << 20;

  private final FrameClient link;
  private final ClientLoops loops;
  private final Deadlines deadlines;
  private final Reporter self;
  private volatile boolean greeted;

  RemoteCoordinatorClient(FrameClient link, ClientLoops loops, Reporter self, Deadlines deadlines) {
    this.link = link;
    this.self = self;
    this.loops = loops;
    this.deadlines = deadlines;
  }

  @Override
  public void hello(Hello hello) throws InterruptedException {
    greeted = true;
    Answer noted = new Answer("hello of worker " + hello.worker(), DECISION);
    ask(ControlCodec.hello(hello), noted, deadlines.replyMillis());
  }

  @Override
  public void loading(long rows) {
    link.tell(ControlCodec.header(ControlCodec.loading(self, rows)).build());
  }

  @Override
  public long ready() throws InterruptedException {
    Answer answer = new Answer("first step of worker " + self.worker(), MessageCase.WELCOME);
    ControlMessage message = ControlCodec.ready(self);
    return ask(message, answer, deadlines.othersMillis()).getWelcome().getStep();
  }

  @Override
  public void progress(long step, double meanLoss, long samples) {
    Progress progress = new Progress(step, meanLoss, samples);
    link.tell(ControlCodec.header(ControlCodec.progress(self, progress)).build());
  }

  @Override
  public Decision epochEnd(EpochEnd end) throws InterruptedException {
    Answer answer = new Answer("decision after epoch " + (end.epoch() + 1), DECISION);
    EpochEnd rest = end.with(sendAhead(end.validation()));
    ControlMessage message = ControlCodec.epochEnd(self, rest);
    return ControlCodec.decision(ask(message, answer, deadlines.othersMillis()).getDecision());
  }

  /**
   * Sends what does not fit one frame ahead, one frame after another; what is left goes with the
   * end of the epoch.
   */
  private Map<Integer, byte[]> sendAhead(Map<Integer, byte[]> partials)
      throws InterruptedException {
    long left = partials.values().stream().mapToLong(bytes -> bytes.length).sum();
    Map<Integer, byte[]> rest = new TreeMap<>();
    for (Map.Entry<Integer, byte[]> partial : new TreeMap<>(partials).entrySet()) {
      byte[] bytes = partial.getValue();
      int sent = 0;
      while (left > MOST_AT_ONCE && sent < bytes.length) {
        int length = Math.min(MOST_AT_ONCE, bytes.length - sent);
        ByteString piece = ByteString.copyFrom(bytes, sent, length);
        Answer noted = new Answer("validation of virtual worker " + partial.getKey(), DECISION);
        ask(ControlCodec.validationPiece(partial.getKey(), piece), noted, deadlines.replyMillis());
        sent += length;
        left -= length;
      }
      rest.put(partial.getKey(), Arrays.copyOfRange(bytes, sent, bytes.length));
    }
    return rest;
  }

  @Override
  public void failed(long step, String text, FailureKind kind) throws InterruptedException {
    Answer answer = new Answer("failure report at step " + step, DECISION);
    Failed failure = new Failed(step, text, kind);
    ask(ControlCodec.failed(self, failure), answer, deadlines.replyMillis());
  }

  @Override
  public void close() {
    if (greeted) {
      try {
        Answer answer = new Answer("goodbye", DECISION);
        long millis = Math.min(GOODBYE_MILLIS, deadlines.replyMillis());
        ask(ControlCodec.goodbye(self.worker()), answer, millis);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      } catch (ParameterException gone) {
        LOG.debug("left without a goodbye", gone);
      }
    }
    link.close();
    loops.close();
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
