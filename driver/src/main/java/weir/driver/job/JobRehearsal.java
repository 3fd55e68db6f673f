package weir.driver.job;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.driver.config.DataSpec;
import weir.driver.config.JobSpec;
import weir.driver.config.PrepareSpec;
import weir.driver.config.SlidingWindow;
import weir.driver.config.TextStep;
import weir.tensor.Shape;
import weir.worker.train.Rehearsal;

/**
 * Rehearses a job's network in this JVM, where its workers will be, before anything is known of the
 * rows.
 */
final class JobRehearsal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobRehearsal.class);

  /** Where nothing tells how many numbers a row has. */
  private static final int SOME = 16;

  /** Null: none. */
  private final Rehearsal rehearsal;

  private JobRehearsal(Rehearsal rehearsal) {
    this.rehearsal = rehearsal;
  }

  /**
   * Starts it, unless the guess of the input does not fit the layers.
   *
   * @param here whether the workers are threads of this JVM; else there is nothing to rehearse
   */
  static JobRehearsal start(JobSpec job, boolean here) {
    if (!here) {
      return new JobRehearsal(null);
    }
    try {
      Shape input = guess(job.data());
      return new JobRehearsal(Rehearsal.start(job.model().network(input, job.loss())));
    } catch (IllegalArgumentException e) {
      LOG.debug("no rehearsal", e);
      return new JobRehearsal(null);
    }
  }

  private static Shape guess(DataSpec data) {
    SlidingWindow window = data.series().window();
    if (window != null) {
      return new Shape(window.steps(), SOME);
    }
    List<PrepareSpec> steps = data.prepare();
    return steps.size() == 1 && steps.get(0) instanceof TextStep.TokenIds ids
        ? new Shape(ids.length().steps())
        : new Shape(SOME);
  }

  /** True when there is one. */
  boolean started() {
    return rehearsal != null;
  }

  /** Ends it, within a pass; does not wait. */
  @Override
  public void close() {
    if (rehearsal != null) {
      rehearsal.close();
    }
  }
}
