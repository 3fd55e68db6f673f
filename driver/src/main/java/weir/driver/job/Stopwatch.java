package weir.driver.job;

import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import weir.driver.report.Report.Seconds;

/** Where a run's wall clock goes. Driver only, one thread. */
final class Stopwatch {
  private final LongSupplier nanoTime;
  private final long began;
  private final Instant started;
  private double prepare;
  private double train;
  private double startup;
  private double evaluate;

  private Stopwatch(LongSupplier nanoTime, long began, Instant started) {
    this.nanoTime = nanoTime;
    this.began = began;
    this.started = started;
  }

  /** Counts from now. */
  static Stopwatch fromNow() {
    return new Stopwatch(System::nanoTime, System.nanoTime(), Instant.now());
  }

  /** Counts from the start of this JVM: for a command that runs one training. */
  static Stopwatch fromStartOfProgram() {
    RuntimeMXBean program = ManagementFactory.getRuntimeMXBean();
    return new Stopwatch(
        System::nanoTime,
        System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(program.getUptime()),
        Instant.ofEpochMilli(program.getStartTime()));
  }

  /** When the counting began, to the second. */
  Instant started() {
    return started.truncatedTo(ChronoUnit.SECONDS);
  }

  long now() {
    return nanoTime.getAsLong();
  }

  /** Reading, ranking, fitting, packing took from {@code since} to now. */
  void prepared(long since) {
    prepare += seconds(since, now());
  }

  /** Training took from its first step to now. */
  void trained(long firstStep) {
    train = seconds(firstStep, now());
    startup = Math.max(0, seconds(began, firstStep) - prepare);
  }

  /** Evaluation on test rows took from {@code since} to now. */
  void evaluated(long since) {
    evaluate = seconds(since, now());
  }

  /** All together, up to now. */
  Seconds seconds() {
    return new Seconds(seconds(began, now()), startup, prepare, train, evaluate);
  }

  private static double seconds(long from, long to) {
    return (to - from) * 1e-9;
  }
}
