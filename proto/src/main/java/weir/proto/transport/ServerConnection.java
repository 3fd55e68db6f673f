package weir.proto.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Frame;
import weir.proto.codec.Payload;
import weir.proto.codec.Payloads;
import weir.proto.codec.Preamble;
import weir.proto.message.Header;

/**
 * A server's end of one connection: hands frames to the {@link FrameHandler}, answers its failures
 * with FAILED, and closes this connection alone after a bad frame, when the peer does not say who
 * it is, or when there are too many.
 */
final class ServerConnection extends ChannelInboundHandlerAdapter implements Connection {
  private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

  private final Channel channel;
  private final Payloads payloads;
  private final FrameHandler handler;
  private final ConnectionLimits limits;
  private final boolean admitted;
  private final boolean surplus;
  private Future<?> silence;
  private boolean accepted;

  /**
   * @param open connections of the server without this one
   */
  ServerConnection(Channel channel, FrameHandler handler, ConnectionLimits limits, int open) {
    this.channel = channel;
    this.payloads = new Payloads(channel.alloc(), false);
    this.handler = handler;
    this.limits = limits;
    this.admitted = open < limits.most();
    this.surplus = open >= 2 * limits.most();
  }

  @Override
  public void send(Header header, Payload payload) {
    Frame frame = new Frame(header, payload, 0);
    if (channel.eventLoop().inEventLoop()) {
      channel.writeAndFlush(frame, channel.voidPromise());
    } else {
      try {
        channel.eventLoop().execute(() -> channel.writeAndFlush(frame, channel.voidPromise()));
      } catch (RejectedExecutionException shutDown) {
        LOG.debug("{}: not sent, the server is closing", peer(), shutDown);
        frame.release();
      }
    }
  }

  @Override
  public Payloads payloads() {
    return payloads;
  }

  @Override
  public String peer() {
    return Transports.text(channel.remoteAddress());
  }

  @Override
  public boolean isOpen() {
    return channel.isActive();
  }

  @Override
  public void close() {
    channel.close();
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (surplus) {
      channel.close(); // nor is there room to say so to all who are told why
      return;
    }
    silence =
        context
            .executor()
            .schedule(this::endSilence, limits.preambleMillis(), TimeUnit.MILLISECONDS);
    if (admitted) {
      return;
    }
    String text =
        "the server has "
            + limits.most()
            + " connections, as many as it takes (expected: fewer); use more servers";
    LOG.warn("{}: refused: {}", peer(), text);
    // The peer closes when it has read this; to close first might reset what is on its way there.
    channel.writeAndFlush(failed(Code.CONNECTION, text), channel.voidPromise());
  }

  private void endSilence() {
    LOG.warn("{}: not accepted for {} ms; closing it", peer(), limits.preambleMillis());
    channel.close();
  }

  private static Frame failed(Code code, String text) {
    Header answer = Failures.answer(Header.getDefaultInstance(), code, text);
    return new Frame(answer, Payload.NONE, 0);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == Preamble.ACCEPTED && admitted) {
      silence.cancel(false);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!admitted) {
      ReferenceCountUtil.release(message);
      return;
    }
    accepted = true;
    Handling.handle(handler, this, (Frame) message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (silence != null) {
      silence.cancel(false);
    }
    if (accepted) {
      handler.onClose(this);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    Fatal.report(cause);
    if (cause instanceof ParameterException bad && channel.isActive()) {
      LOG.warn("{}: {}; closing this connection", peer(), bad.getMessage());
      if (bad.code() == Code.BAD_FRAME) {
        channel
            .writeAndFlush(failed(bad.code(), bad.getMessage()))
            .addListener(ChannelFutureListener.CLOSE);
        return;
      }
    } else if (cause instanceof IOException || cause instanceof ParameterException) {
      LOG.debug("{}: connection lost", peer(), cause);
    } else {
      LOG.error("{}: closing this connection", peer(), cause);
    }
    channel.close();
  }
}
