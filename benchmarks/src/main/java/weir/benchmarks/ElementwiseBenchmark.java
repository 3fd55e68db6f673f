package weir.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import weir.tensor.Activations;
import weir.tensor.Kernels;
import weir.tensor.RandomStream;

/**
 * Nanoseconds an element of the kernels. The warm-up is long enough for the vector twins to take
 * over. Run by {@code org.openjdk.jmh.Main}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ElementwiseBenchmark {
  private static final int LENGTH = 16_384;

  private final float[] x = new float[LENGTH];
  private final float[] y = new float[LENGTH];

  /** Fills the input with normal numbers. */
  public ElementwiseBenchmark() {
    RandomStream random = new RandomStream(1, 0, 0, 0);
    for (int i = 0; i < LENGTH; i++) {
      x[i] = (float) random.gaussian(i);
    }
  }

  /** eˣ. */
  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public float[] exp() {
    Kernels.exp(x, 0, y, 0, LENGTH);
    return y;
  }

  /** tanh. */
  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public float[] tanh() {
    Kernels.tanh(x, 0, y, 0, LENGTH);
    return y;
  }

  /** GELU, the exact form. */
  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public float[] gelu() {
    Activations.gelu(x, 0, y, 0, LENGTH);
    return y;
  }

  /** relu. */
  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public float[] relu() {
    Activations.relu(x, 0, y, 0, LENGTH);
    return y;
  }

  /** Sum of squares in double. */
  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public double sumOfSquares() {
    return Kernels.sumOfSquares(x, 0, LENGTH);
  }
}
