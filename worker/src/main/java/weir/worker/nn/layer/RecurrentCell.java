package weir.worker.nn.layer;

import weir.worker.nn.spec.RecurrentSpec;

/** What happens in one step of a recurrence, for all rows. Stateless. */
interface RecurrentCell {

  /** The cell of that kind. */
  static RecurrentCell of(RecurrentSpec.Cell kind) {
    return switch (kind) {
      case LSTM -> new LstmCell();
      case GRU -> new GruCell();
      case SIMPLE_RNN -> new SimpleCell();
    };
  }

  /** Sums that it needs, each of as many units as the state has. */
  int gates();

  /** True when the sums from the state are wanted apart from those from the input. */
  boolean separatesSums();

  /** True for a cell with a second state behind the one that is put out. */
  boolean hasMemory();

  /** From the sums and the state before to the state after {@code step}. */
  void forward(Unrolled u, int step);

  /**
   * From the gradient with respect to the state after {@code step}, which is complete, to that with
   * respect to the sums, which overwrites them, and to that with respect to the state before, as
   * far as it does not go through the sums: this is added.
   */
  void backward(Unrolled u, int step);
}
