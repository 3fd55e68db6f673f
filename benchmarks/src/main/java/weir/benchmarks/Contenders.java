package weir.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import weir.proto.transport.Endpoint.Transport;

/** Who can be compared; a new side is one more constant. */
enum Contenders {
  /** The products of Weir's step and nothing else: the ceiling of one thread. */
  SGEMM(workload -> new BareLoop(workload, false)),
  /** Two of them in two threads, a batch each. */
  SGEMM_PAIR(workload -> new BarePair(workload, false)),
  /** The products and one pass of Adam: what any trainer has to do. */
  BARE(workload -> new BareLoop(workload, true)),
  /** Two of them in two threads, a batch each. */
  BARE_PAIR(workload -> new BarePair(workload, true)),
  /** libtorch, one thread. */
  LIBTORCH(Libtorch::new),
  /** Two processes of PyTorch DDP over gloo, a batch each. */
  DDP(Ddp::new),
  /** One Weir worker through the embedded server, in the JVM. */
  WEIR(workload -> new WeirTraining(workload, 1, Transport.LOCAL)),
  /** The same through TCP. */
  WEIR_TCP(workload -> new WeirTraining(workload, 1, Transport.TCP)),
  /** Two workers, a batch each. */
  WEIR_PAIR(workload -> new WeirTraining(workload, 2, Transport.LOCAL)),
  /** Two workers through TCP. */
  WEIR_PAIR_TCP(workload -> new WeirTraining(workload, 2, Transport.TCP));

  private final Function<Workload, Contender> opener;

  Contenders(Function<Workload, Contender> opener) {
    this.opener = opener;
  }

  Contender open(Workload workload) {
    return opener.apply(workload);
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
