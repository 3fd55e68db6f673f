package weir.tensor;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The transforms of Winograd's minimal filtering F(2 × 2, 3 × 3) (Lavin and Gray, 2016) between the
 * boards of one sample and 16 matrices [places, channels] that begin {@code next} floats apart; the
 * sample's tiles lie in them one after another, from place {@code first} on. The same bits cold,
 * warm and on the scalar twin, on any CPU. Thread-safe: no state.
 */
public final class WinogradKernels {
  private static final Supplier<WinogradTwin> TWIN =
      Twins.of("winograd", new ScalarWinograd(), VectorWinograd::new, exercise());

  private WinogradKernels() {}

  /** Bᵀ d B of each tile of an input board. */
  public static void input(Tiles tiles, float[] board, float[] spread, int first, int next) {
    TWIN.get().input(tiles, board, spread, first, next);
  }

  /** An output board: Aᵀ m A of each tile. */
  public static void output(Tiles tiles, float[] spread, int first, int next, float[] board) {
    TWIN.get().output(tiles, spread, first, next, board);
  }

  /** A d Aᵀ of each tile of an output board: the adjoint of {@link #output}. */
  public static void delta(Tiles tiles, float[] board, float[] spread, int first, int next) {
    TWIN.get().delta(tiles, board, spread, first, next);
  }

  private static Consumer<WinogradTwin> exercise() {
    Tiles tiles = new Tiles(3, 3, 32);
    float[] board = new float[tiles.inputLength()];
    for (int i = 0; i < board.length; i++) {
      board[i] = i * 31 % 64 - 32;
    }
    float[] spread = new float[16 * tiles.count() * tiles.channels()];
    float[] output = new float[tiles.outputLength()];
    return twin -> {
      twin.input(tiles, board, spread, 0, spread.length / 16);
      twin.output(tiles, spread, 0, spread.length / 16, output);
      twin.delta(tiles, output, spread, 0, spread.length / 16);
    };
  }
}
