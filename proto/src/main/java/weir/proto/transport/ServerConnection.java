package weir.proto.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Frame;
import weir.proto.codec.Payload;
import weir.proto.codec.Payloads;
import weir.proto.message.Header;

/**
 * A server's end of one connection: hands frames to the {@link FrameHandler}, answers its failures
 * with FAILED, and closes this connection alone after a bad frame.
 */
final class ServerConnection extends ChannelInboundHandlerAdapter implements Connection {
  private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

  private final Channel channel;
  private final Payloads payloads;
  private final FrameHandler handler;
  private boolean accepted;

  ServerConnection(Channel channel, FrameHandler handler) {
    this.channel = channel;
    this.payloads = new Payloads(channel.alloc(), false);
    this.handler = handler;
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
  public void channelRead(ChannelHandlerContext context, Object message) {
    accepted = true;
    Handling.handle(handler, this, (Frame) message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (accepted) {
      handler.onClose(this);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof ParameterException bad && channel.isActive()) {
      LOG.warn("{}: {}; closing this connection", peer(), bad.getMessage());
      if (bad.code() == Code.BAD_FRAME) {
        Header answer = Failures.answer(Header.getDefaultInstance(), bad.code(), bad.getMessage());
        channel
            .writeAndFlush(new Frame(answer, Payload.NONE, 0))
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
