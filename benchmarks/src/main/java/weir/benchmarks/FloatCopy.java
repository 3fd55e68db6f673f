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
 * the same bytes is held against. Once there and then back, once both ways at a time. Usage: {@code
 * FloatCopy [ROUNDS [MEGABYTES]]}
 */
public final class FloatCopy {
  private static final int PIECE = 256 * 1024;
  private static final int WARM_UP = 3;

  private FloatCopy() {}

  /** Takes rounds (7) and megabytes each way (64). */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
    int megabytes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 64;
    int floats = megabytes * (1 << 20) / Float.BYTES;
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (SocketChannel client = SocketChannel.open(listener.getLocalAddress());
          SocketChannel server = listener.accept()) {
        Ends ends = new Ends(new End(client, floats), new End(server, floats), threads);
        double[] turns = new double[rounds];
        double[] together = new double[rounds];
        for (int round = -WARM_UP; round < rounds; round++) {
          double first = ends.inTurn();
          double second = ends.together();
          if (round >= 0) {
            turns[round] = first;
            together[round] = second;
          }
        }
        print("there, then back", megabytes, turns);
        print("both ways at once", megabytes, together);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void print(String what, int megabytes, double[] seconds) {
    double median = Medians.median(seconds);
    System.out.printf(
        "%-18s %d MB each way: median %.1f ms, %.2f GB/s over both ways%n",
        what, megabytes, 1e3 * median, 2.0 * megabytes * (1 << 20) / 1e9 / median);
  }

  private record Ends(End client, End server, ExecutorService threads) {
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
