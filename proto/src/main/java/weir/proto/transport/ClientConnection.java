package weir.proto.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Frame;
import weir.proto.codec.Preamble;

/** Carries a channel's events to its {@link FrameClient}; tells when the peer proved compatible. */
final class ClientConnection extends ChannelInboundHandlerAdapter {
  private final FrameClient client;
  private final ChannelWire wire;
  private final CompletableFuture<FrameClient> accepted;

  ClientConnection(FrameClient client, ChannelWire wire, CompletableFuture<FrameClient> accepted) {
    this.client = client;
    this.wire = wire;
    this.accepted = accepted;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == Preamble.ACCEPTED) {
      accepted.complete(client);
    } else {
      context.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    Frame frame = (Frame) message;
    try {
      client.onFrame(frame);
    } finally {
      frame.release();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      wire.drain();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    end(new ParameterException(Code.CONNECTION, client.peer() + " closed the connection"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof ClosedChannelException) {
      channelInactive(context); // a write met the end of the connection before we were told
    } else if (cause instanceof ParameterException known) {
      end(new ParameterException(known.code(), client.peer() + ": " + known.getMessage(), known));
    } else {
      String text = client.peer() + " closed the connection (" + cause + ")";
      end(new ParameterException(Code.CONNECTION, text, cause));
    }
    context.close();
  }

  private void end(ParameterException reason) {
    accepted.completeExceptionally(reason);
    client.breakWith(reason);
  }
}
