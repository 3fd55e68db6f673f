package weir.proto.transport;

import io.netty.channel.Channel;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.atomic.LongAdder;
import weir.proto.codec.Frame;
import weir.proto.codec.Payloads;

/** A channel of Netty's, and the queue in front of it. */
final class ChannelWire implements Wire {
  private final Channel channel;
  private final OutgoingQueue outgoing;
  private final Payloads payloads;
  private final LongAdder sentBytes;

  /**
   * @param sentBytes what the channel's encoder counts
   */
  ChannelWire(Channel channel, LongAdder sentBytes) {
    this.channel = channel;
    this.outgoing = new OutgoingQueue(channel);
    this.payloads = new Payloads(channel.alloc(), false);
    this.sentBytes = sentBytes;
  }

  @Override
  public void send(Frame frame, int priority) {
    outgoing.offer(frame, priority);
  }

  /** The channel may take more now. */
  void drain() {
    outgoing.drain();
  }

  @Override
  public Payloads payloads() {
    return payloads;
  }

  @Override
  public EventExecutor timers() {
    return channel.eventLoop();
  }

  @Override
  public long sentBytes() {
    return sentBytes.sum();
  }

  @Override
  public void close() {
    outgoing.close();
    var closed = channel.close();
    if (!channel.eventLoop().inEventLoop()) {
      closed.awaitUninterruptibly();
    }
  }
}
