package weir.driver.data.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DigitDrawingTest {

  private static int[] hashes(DigitDrawing drawing, long seed, int rows) {
    int[] hashes = new int[rows];
    for (int row = 0; row < rows; row++) {
      hashes[row] = 31 * drawing.draw(seed, row) + Arrays.hashCode(drawing.pixels());
    }
    return hashes;
  }

  @Test
  void drawsTheSameDigitForTheSameSeedAndRow() {
    DigitDrawing used = new DigitDrawing();
    used.draw(99, 1234);
    assertThat(hashes(used, 5, 50)).isEqualTo(hashes(new DigitDrawing(), 5, 50));
    assertThat(hashes(used, 6, 50)).isNotEqualTo(hashes(used, 5, 50));
  }

  /** Committed pictures: a change of the generator changes every figure that was published. */
  @Test
  void drawsTheDigitsThatWereAlwaysDrawn() {
    assertThat(Arrays.hashCode(hashes(new DigitDrawing(), 1, 200))).isEqualTo(EXPECTED);
  }

  private static final int EXPECTED = -1296199479;

  @Test
  void drawsAllTenAboutEquallyOften() {
    DigitDrawing drawing = new DigitDrawing();
    int[] counts = new int[10];
    for (int row = 0; row < 5000; row++) {
      counts[drawing.draw(3, row)]++;
    }
    assertThat(Arrays.stream(counts).min().orElse(0)).isGreaterThan(420);
    assertThat(Arrays.stream(counts).max().orElse(0)).isLessThan(580);
  }

  @Test
  void putsInkInTheMiddleOnPaper() {
    DigitDrawing drawing = new DigitDrawing();
    Set<Integer> pictures = new HashSet<>();
    for (int row = 0; row < 300; row++) {
      drawing.draw(4, row);
      int dark = 0;
      for (byte pixel : drawing.pixels()) {
        dark += (pixel & 0xff) > 127 ? 1 : 0;
      }
      assertThat(dark).as("row %s", row).isBetween(12, 300);
      pictures.add(Arrays.hashCode(drawing.pixels()));
    }
    assertThat(pictures).hasSize(300);
  }
}
