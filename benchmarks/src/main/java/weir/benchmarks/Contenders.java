package weir.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import weir.proto.transport.Endpoint.Transport;

/** Who can be compared; a new side is one more constant. */
enum Contenders {
  /** Products, activations and one Adam sweep on {@code float[]}: what one thread can do. */
  BARE(BareLoop::new),
  /** Two bare loops in two threads, 128 rows each: what two cores can do. */
  BARE_PAIR(BarePair::new),
  /** libtorch, one thread. */
  LIBTORCH(Libtorch::new),
  /** Two processes of PyTorch DDP over gloo, 128 rows each. */
  DDP(Ddp::new),
  /** One Weir worker through the embedded server, in the JVM. */
  WEIR(() -> new WeirTraining(1, Transport.LOCAL)),
  /** The same through TCP. */
  WEIR_TCP(() -> new WeirTraining(1, Transport.TCP)),
  /** Two workers, 128 rows each. */
  WEIR_PAIR(() -> new WeirTraining(2, Transport.LOCAL)),
  /** Two workers through TCP. */
  WEIR_PAIR_TCP(() -> new WeirTraining(2, Transport.TCP));

  private final Supplier<Contender> opener;

  Contenders(Supplier<Contender> opener) {
    this.opener = opener;
  }

  Contender open() {
    return opener.get();
  }

  /** "bare-pair" names {@link #BARE_PAIR}. */
  static Contenders of(String name) {
    return Arrays.stream(values())
        .filter(each -> each.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "contender=" + name + " (expected: " + labels() + ")"));
  }

  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String labels() {
    return Arrays.stream(values()).map(Contenders::label).collect(Collectors.joining(", "));
  }
}
