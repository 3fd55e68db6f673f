package weir.worker.train;

/** The loss is no longer a finite number: going on would only spread it. */
public final class DivergenceException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final long step;

  DivergenceException(long step, double loss, double learningRate) {
    super(
        "loss is "
            + loss
            + " at step "
            + step
            + " (expected: finite); lower optimizer.learningRate (now "
            + learningRate
            + "), add optimizer.clip, or check the data for extreme values");
    this.step = step;
  }

  /** The step whose loss it was, from 0. */
  public long step() {
    return step;
  }
}
