package weir.driver.api;

import weir.worker.nn.spec.RecurrentSpec;

/**
 * A recurrent layer and its options; made by {@link Layers#lstm}, {@link Layers#gru} and {@link
 * Layers#simpleRnn}. One layer forward that returns its last state, unless told otherwise.
 * Immutable: each method returns another.
 */
public final class RecurrentLayer implements Layer {
  private final RecurrentSpec spec;

  RecurrentLayer(RecurrentSpec spec) {
    this.spec = spec;
  }

  /** Returns the states of all steps, {@code [steps, units · directions]}. */
  public RecurrentLayer returnSequence() {
    return new RecurrentLayer(spec.withReturned(RecurrentSpec.Returned.SEQUENCE));
  }

  /** Several layers, each reading all steps of the one below. */
  public RecurrentLayer layers(int number) {
    return new RecurrentLayer(spec.withLayers(number));
  }

  /**
   * In training, between layers: each number of the states of all but the last is 0 with
   * probability {@code rate}; {@code 0 <= rate < 1}. Say {@link #layers} first.
   */
  public RecurrentLayer dropout(double rate) {
    return new RecurrentLayer(spec.withDropout(rate));
  }

  /** Each layer also reads from the last step to the first, with weights of its own. */
  public RecurrentLayer bidirectional() {
    return new RecurrentLayer(spec.withBidirectional(true));
  }

  @Override
  public RecurrentSpec spec() {
    return spec;
  }
}
