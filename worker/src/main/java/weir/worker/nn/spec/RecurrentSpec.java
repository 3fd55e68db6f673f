package weir.worker.nn.spec;

/**
 * A recurrent layer: [steps, features] to [units · directions], or [steps, units · directions].
 * Names, layout and order of the weights are those of PyTorch's {@code LSTM}, {@code GRU} and
 * {@code RNN}. As further inputs a node may give it initial states, h₀ and for an LSTM c₀, each
 * [layers · directions, units] or as one row; without them they are zero.
 *
 * @param units floats of the state of one direction
 * @param layers one upon another; each but the first reads all steps of the one below
 * @param dropout rate between layers: of the states of each but the last, in training
 * @param bidirectional with a second recurrence a layer that goes from the last step to the first
 */
public record RecurrentSpec(
    Cell cell, int units, Returned returned, int layers, double dropout, boolean bidirectional)
    implements LayerSpec {
  private static final long serialVersionUID = 1;

  /** What happens in a step; σ is the logistic function, ⊙ the product of elements. */
  public enum Cell {
    /**
     * Gates i, f, g, o: c' = σ(f) ⊙ c + σ(i) ⊙ tanh(g), h' = σ(o) ⊙ tanh(c') (Hochreiter and
     * Schmidhuber, 1997; Gers, Schmidhuber and Cummins, 2000).
     */
    LSTM,
    /**
     * Gates r, z, n: n' = tanh(W x + b + σ(r) ⊙ (U h + c)), h' = (1 − σ(z)) ⊙ n' + σ(z) ⊙ h (Cho et
     * al., 2014, with the reset after the product).
     */
    GRU,
    /** h' = tanh(W x + b + U h + c) (Elman, 1990). */
    SIMPLE_RNN
  }

  /** What the layer puts out. */
  public enum Returned {
    /** The last layer's state after its last step: for the backward direction that is step 0. */
    LAST,
    /** The last layer's states of all steps. */
    SEQUENCE
  }

  public RecurrentSpec {
    atLeastOne(cell, "units", units);
    atLeastOne(cell, "layers", layers);
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "dropout=" + dropout + " (expected: 0 <= dropout < 1); set " + name(cell) + ".dropout");
    }
    if (dropout > 0 && layers == 1) {
      throw new IllegalArgumentException(
          "dropout="
              + dropout
              + " with layers=1 (expected: 0, it stands between layers); set "
              + name(cell)
              + ".layers or use a layer dropout");
    }
  }

  /** One layer forward that returns its last state. */
  public RecurrentSpec(Cell cell, int units) {
    this(cell, units, Returned.LAST, 1, 0, false);
  }

  /** The same layer with another return. */
  public RecurrentSpec withReturned(Returned other) {
    return new RecurrentSpec(cell, units, other, layers, dropout, bidirectional);
  }

  /** The same layer with another number of layers. */
  public RecurrentSpec withLayers(int number) {
    return new RecurrentSpec(cell, units, returned, number, dropout, bidirectional);
  }

  /** The same layers with dropout between them. */
  public RecurrentSpec withDropout(double rate) {
    return new RecurrentSpec(cell, units, returned, layers, rate, bidirectional);
  }

  /** The same layer with another choice of directions. */
  public RecurrentSpec withBidirectional(boolean both) {
    return new RecurrentSpec(cell, units, returned, layers, dropout, both);
  }

  /** 1 or 2. */
  public int directions() {
    return bidirectional ? 2 : 1;
  }

  /** The layer's name in job files and messages. */
  public static String name(Cell cell) {
    return switch (cell) {
      case LSTM -> "lstm";
      case GRU -> "gru";
      case SIMPLE_RNN -> "simpleRnn";
    };
  }

  @Override
  public Kind kind() {
    return Kind.RECURRENT;
  }

  private static void atLeastOne(Cell cell, String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          key + "=" + value + " (expected: > 0); set " + name(cell) + "." + key);
    }
  }
}
