package weir.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * {@code float[]} → TCP loopback → {@code float[]}, with nothing in between: what push and pull of
 * the same bytes is held against. Four threads.
 */
final class FloatCopy implements AutoCloseable {
  private static final int PIECE = 256 * 1024;

  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final End client;
  private final End server;

  /** Connects two ends that exchange {@code floats} floats each way. */
  FloatCopy(int floats) throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      client = new End(SocketChannel.open(listener.getLocalAddress()), floats);
      server = new End(listener.accept(), floats);
    }
  }

  /** Seconds of all floats there, then all back. */
  double inTurn() throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    Future<?> sending = threads.submit(client::send);
    threads.submit(server::receive).get();
    sending.get();
    Future<?> answering = threads.submit(server::send);
    threads.submit(client::receive).get();
    answering.get();
    return (System.nanoTime() - start) / 1e9;
  }

  /** Seconds of all floats there and others back at the same time. */
  double together() throws InterruptedException, ExecutionException {
    long start = System.nanoTime();
    Future<?>[] running = {
      threads.submit(client::send),
      threads.submit(server::send),
      threads.submit(client::receive),
      threads.submit(server::receive)
    };
    for (Future<?> each : running) {
      each.get();
    }
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    client.channel.close();
    server.channel.close();
  }

  /** One end of the connection: an array it sends, one it receives into, a buffer for each. */
  private static final class End {
    private final SocketChannel channel;
    private final float[] out;
    private final float[] in;
    private final ByteBuffer outgoing = buffer();
    private final ByteBuffer incoming = buffer();

    End(SocketChannel channel, int floats) throws IOException {
      this.channel = channel;
      this.out = new float[floats];
      this.in = new float[floats];
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    private static ByteBuffer buffer() {
      return ByteBuffer.allocateDirect(PIECE).order(ByteOrder.LITTLE_ENDIAN);
    }

    Void send() throws IOException {
      for (int sent = 0; sent < out.length; ) {
        int count = Math.min(PIECE / Float.BYTES, out.length - sent);
        outgoing.clear();
        outgoing.asFloatBuffer().put(out, sent, count);
        outgoing.limit(count * Float.BYTES);
        while (outgoing.hasRemaining()) {
          channel.write(outgoing);
        }
        sent += count;
      }
      return null;
    }

    Void receive() throws IOException {
      for (int received = 0; received < in.length; ) {
        int count = Math.min(PIECE / Float.BYTES, in.length - received);
        incoming.clear().limit(count * Float.BYTES);
        while (incoming.hasRemaining()) {
          if (channel.read(incoming) < 0) {
            throw new EOFException("the other end closed");
          }
        }
        incoming.flip();
        incoming.asFloatBuffer().get(in, received, count);
        received += count;
      }
      return null;
    }
  }
}
