package weir.benchmarks;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.FixedLengthFrameDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What a synchronous step costs when nothing is computed: one or two threads each send 1 KB and
 * wait; the other side answers all when the last has come. Netty, in the JVM and over TCP loopback,
 * one event loop on either side. Usage: {@code NettyPingPong [ROUNDS [STEPS]]}
 */
public final class NettyPingPong {
  private static final int BYTES = 1024;
  private static final int WARM_UP = 2;

  private NettyPingPong() {}

  /** Takes rounds (5) and steps a round (20000). */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int steps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20_000;
    for (int workers = 1; workers <= 2; workers++) {
      for (Transport transport : Transport.values()) {
        try (Room room = new Room(transport, workers)) {
          double[] medians = new double[rounds];
          double[] tails = new double[rounds];
          for (int round = -WARM_UP; round < rounds; round++) {
            double[] micros = room.play(steps);
            if (round >= 0) {
              medians[round] = Medians.quantile(micros, 0.5);
              tails[round] = Medians.quantile(micros, 0.99);
            }
          }
          System.out.printf(
              "%d worker(s), %s: p50 %.1f us, p99 %.1f us (medians of %d rounds)%n",
              workers, transport, Medians.median(medians), Medians.median(tails), rounds);
        }
      }
    }
  }

  private enum Transport {
    LOCAL(LocalServerChannel.class, LocalChannel.class, new LocalAddress("ping-pong")),
    TCP(
        NioServerSocketChannel.class,
        NioSocketChannel.class,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));

    private final Class<? extends ServerChannel> server;
    private final Class<? extends Channel> client;
    private final SocketAddress address;

    Transport(
        Class<? extends ServerChannel> server,
        Class<? extends Channel> client,
        SocketAddress address) {
      this.server = server;
      this.client = client;
      this.address = address;
    }

    IoHandlerFactory loops() {
      return this == LOCAL ? LocalIoHandler.newFactory() : NioIoHandler.newFactory();
    }
  }

  /** Answers every channel once all have sent. Lives on one event loop. */
  private static final class Referee extends ChannelInboundHandlerAdapter {
    private final int players;
    private final List<ChannelHandlerContext> waiting = new ArrayList<>();
    private final List<ByteBuf> answers = new ArrayList<>();

    Referee(int players) {
      this.players = players;
    }

    @Override
    public boolean isSharable() {
      return true;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      waiting.add(context);
      answers.add((ByteBuf) message);
      if (waiting.size() == players) {
        for (int i = 0; i < players; i++) {
          waiting.get(i).writeAndFlush(answers.get(i));
        }
        waiting.clear();
        answers.clear();
      }
    }
  }

  /** Wakes the player. */
  private static final class Bell extends ChannelInboundHandlerAdapter {
    private final Semaphore rung = new Semaphore(0);

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ((ByteBuf) message).release();
      rung.release();
    }
  }

  /** A server, its players' channels and threads. */
  private static final class Room implements AutoCloseable {
    private final EventLoopGroup serverLoop;
    private final EventLoopGroup clientLoop;
    private final ExecutorService threads;
    private final List<Channel> channels = new ArrayList<>();
    private final List<Bell> bells = new ArrayList<>();
    private final CyclicBarrier start;

    Room(Transport transport, int players) throws InterruptedException {
      serverLoop = new MultiThreadIoEventLoopGroup(1, transport.loops());
      clientLoop = new MultiThreadIoEventLoopGroup(1, transport.loops());
      threads = Executors.newFixedThreadPool(players);
      start = new CyclicBarrier(players);
      Referee referee = new Referee(players);
      ServerBootstrap server = new ServerBootstrap().group(serverLoop).channel(transport.server);
      SocketAddress address =
          server
              .childHandler(pipeline(transport, referee))
              .bind(transport.address)
              .sync()
              .channel()
              .localAddress();
      for (int player = 0; player < players; player++) {
        Bell bell = new Bell();
        Bootstrap client = new Bootstrap().group(clientLoop).channel(transport.client);
        client.handler(pipeline(transport, bell));
        channels.add(client.connect(address).sync().channel());
        bells.add(bell);
      }
    }

    private static ChannelInitializer<Channel> pipeline(
        Transport transport, ChannelInboundHandlerAdapter last) {
      return new ChannelInitializer<>() {
        @Override
        protected void initChannel(Channel channel) {
          if (transport == Transport.TCP) {
            channel.config().setOption(ChannelOption.TCP_NODELAY, true);
          }
          channel.pipeline().addLast(new FixedLengthFrameDecoder(BYTES), last);
        }
      };
    }

    /** Microseconds of every step of the first player. */
    double[] play(int steps) throws Exception {
      List<Future<double[]>> running = new ArrayList<>();
      for (int player = 0; player < channels.size(); player++) {
        int number = player;
        running.add(threads.submit(() -> playOne(number, steps)));
      }
      double[] first = running.get(0).get();
      for (Future<double[]> each : running) {
        each.get();
      }
      return first;
    }

    private double[] playOne(int player, int steps) throws Exception {
      Channel channel = channels.get(player);
      Bell bell = bells.get(player);
      double[] micros = new double[steps];
      start.await();
      for (int step = 0; step < steps; step++) {
        long begin = System.nanoTime();
        ByteBuf message = channel.alloc().directBuffer(BYTES).writeZero(BYTES);
        channel.writeAndFlush(message);
        bell.rung.acquire();
        micros[step] = (System.nanoTime() - begin) / 1e3;
      }
      return micros;
    }

    @Override
    public void close() {
      threads.shutdownNow();
      clientLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
      serverLoop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }
}
