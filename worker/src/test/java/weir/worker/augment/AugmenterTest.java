package weir.worker.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import weir.tensor.RandomStream;
import weir.tensor.Shape;

class AugmenterTest {
  private static final float BLACK = -0.5f;
  private static final float WHITE = 2f;

  private static float[] image(Shape shape, long seed) {
    RandomStream random = new RandomStream(seed, 0, 0, 0);
    float[] image = new float[shape.size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = random.uniform(i);
    }
    return image;
  }

  private static float[] augmented(Shape shape, long rank, float[] image, AugmentSpec... steps) {
    Augmenter augmenter =
        new Augmenter(new Augmentation(List.of(steps), shape, BLACK, WHITE), rank % 7);
    augmenter.begin(3);
    float[] copy = image.clone();
    augmenter.augment(rank, copy, 0);
    return copy;
  }

  private static AugmentSpec always(boolean horizontal, boolean vertical) {
    return new AugmentSpec.Flip(horizontal ? 1 : 0, vertical ? 1 : 0);
  }

  @Property(tries = 60)
  void aFlipMirrorsAndTwoAreNone(
      @ForAll @IntRange(min = 1, max = 9) int height,
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll @IntRange(min = 1, max = 3) int channels,
      @ForAll boolean horizontal) {
    Shape shape = new Shape(height, width, channels);
    float[] image = image(shape, height * 31 + width);
    AugmentSpec flip = always(horizontal, !horizontal);
    float[] flipped = augmented(shape, 5, image, flip);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int fromRow = horizontal ? row : height - 1 - row;
        int fromColumn = horizontal ? width - 1 - column : column;
        for (int channel = 0; channel < channels; channel++) {
          assertThat(flipped[(row * width + column) * channels + channel])
              .isEqualTo(image[(fromRow * width + fromColumn) * channels + channel]);
        }
      }
    }
    assertThat(augmented(shape, 5, image, flip, flip)).isEqualTo(image);
    assertThat(augmented(shape, 5, flipped, flip)).isEqualTo(image);
  }

  @Property(tries = 60)
  void aCropMovesByWholePixelsExactly(
      @ForAll @IntRange(max = 5) int padding, @ForAll @IntRange(max = 999) int rank) {
    Shape shape = new Shape(7, 6, 2);
    float[] image = image(shape, rank);
    float[] moved = augmented(shape, rank, image, new AugmentSpec.Crop(padding));
    int found = 0;
    for (int down = -padding; down <= padding; down++) {
      for (int right = -padding; right <= padding; right++) {
        found += Arrays.equals(moved, movedBy(shape, image, down, right)) ? 1 : 0;
      }
    }
    assertThat(found).isEqualTo(1);
  }

  private static float[] movedBy(Shape shape, float[] image, int down, int right) {
    float[] moved = new float[image.length];
    Arrays.fill(moved, BLACK);
    for (int row = 0; row < shape.extent(0); row++) {
      for (int column = 0; column < shape.extent(1); column++) {
        boolean inside =
            row - down >= 0
                && row - down < shape.extent(0)
                && column - right >= 0
                && column - right < shape.extent(1);
        if (inside) {
          int channels = shape.extent(2);
          int from = ((row - down) * shape.extent(1) + column - right) * channels;
          System.arraycopy(
              image, from, moved, (row * shape.extent(1) + column) * channels, channels);
        }
      }
    }
    return moved;
  }

  @Example
  void everyMoveOfACropIsDrawn() {
    Shape shape = new Shape(5, 5, 1);
    float[] image = image(shape, 1);
    long different =
        java.util.stream.LongStream.range(0, 500)
            .mapToObj(rank -> Arrays.toString(cropped(shape, image, rank)))
            .distinct()
            .count();
    assertThat(different).isEqualTo(25);
  }

  private static float[] cropped(Shape shape, float[] image, long rank) {
    Augmentation crop = new Augmentation(List.of(new AugmentSpec.Crop(2)), shape, BLACK, WHITE);
    Augmenter augmenter = new Augmenter(crop, 1);
    augmenter.begin(0);
    float[] copy = image.clone();
    augmenter.augment(rank, copy, 0);
    return copy;
  }

  @Example
  void fourQuarterTurnsAreNone() {
    Shape shape = new Shape(6, 6, 1);
    float[] image = image(shape, 2);
    AffineMap quarter = new AffineMap();
    quarter.reset();
    quarter.rotate(Math.PI / 2);
    Resampler resampler = new Resampler(shape, BLACK);
    float[] turned = image.clone();
    resampler.move(quarter, turned, 0);
    for (int row = 0; row < 6; row++) {
      for (int column = 0; column < 6; column++) {
        assertThat(turned[row * 6 + column])
            .as("clockwise: (%d, %d)", row, column)
            .isCloseTo(image[(5 - column) * 6 + row], within(1e-6f));
      }
    }
    for (int i = 0; i < 3; i++) {
      resampler.move(quarter, turned, 0);
    }
    assertThat(turned).containsExactly(image, within(1e-5f));
  }

  @Example
  void movesTogetherAreOneResampling() {
    AffineMap map = new AffineMap();
    map.reset();
    map.scale(2, 2);
    map.rotate(0.7);
    map.shift(3, -1);
    // (1, 0) enlarged is (2, 0), turned is 2 (cos, sin), then moved.
    double x = 2 * Math.cos(0.7) + 3;
    double y = 2 * Math.sin(0.7) - 1;
    assertThat(map.sourceX(x, y)).isCloseTo(1, within(1e-12));
    assertThat(map.sourceY(x, y)).isCloseTo(0, within(1e-12));
  }

  @Example
  void halfAPixelIsTheMeanOfTwo() {
    AffineMap half = new AffineMap();
    half.reset();
    half.shift(0.5, 0);
    float[] row = {1, 3, 7};
    new Resampler(new Shape(1, 3, 1), 0).move(half, row, 0);
    assertThat(row).containsExactly(0.5f, 2, 5);
  }

  @Example
  void brightnessKeepsBlackAndNoiseHasItsDeviation() {
    Shape shape = new Shape(100, 100, 1);
    float[] black = new float[shape.size()];
    Arrays.fill(black, BLACK);
    float[] white = new float[shape.size()];
    Arrays.fill(white, WHITE);
    assertThat(augmented(shape, 8, black, new AugmentSpec.Brightness(0.5))).isEqualTo(black);
    float bright = augmented(shape, 8, white, new AugmentSpec.Brightness(0.5))[17];
    assertThat(bright).isBetween(BLACK + 0.5f * 2.5f, BLACK + 1.5f * 2.5f).isNotEqualTo(WHITE);
    float[] noisy = augmented(shape, 8, black, new AugmentSpec.Noise(0.1));
    double sum = 0;
    double squares = 0;
    for (float value : noisy) {
      sum += value - BLACK;
      squares += (value - BLACK) * (double) (value - BLACK);
    }
    assertThat(sum / noisy.length).isCloseTo(0, within(0.01));
    assertThat(Math.sqrt(squares / noisy.length)).isCloseTo(0.25, within(0.01));
  }

  @Example
  void drawsAnewForRowEpochSeedAndStep() {
    Shape shape = new Shape(4, 4, 1);
    float[] image = image(shape, 3);
    AugmentSpec shift = new AugmentSpec.Shift(0.3);
    Augmentation two = new Augmentation(List.of(shift, new AugmentSpec.Noise(0.1)), shape, 0, 1);
    float[] first = of(new Augmenter(two, 1), 0, 5, image);
    assertThat(of(new Augmenter(two, 1), 0, 5, image)).as("again").isEqualTo(first);
    assertThat(of(new Augmenter(two, 2), 0, 5, image)).isNotEqualTo(first);
    assertThat(of(new Augmenter(two, 1), 1, 5, image)).isNotEqualTo(first);
    assertThat(of(new Augmenter(two, 1), 0, 6, image)).isNotEqualTo(first);
    Augmenter later = new Augmenter(two, 1);
    of(later, 9, 1, image);
    assertThat(of(later, 0, 5, image)).as("back from another epoch").isEqualTo(first);
  }

  private static float[] of(Augmenter augmenter, long epoch, long rank, float[] image) {
    augmenter.begin(epoch);
    float[] copy = image.clone();
    augmenter.augment(rank, copy, 0);
    return copy;
  }

  @Example
  void refusesWhatIsNoImageAndNoRange() {
    assertThatThrownBy(
            () -> new Augmentation(List.of(AugmentSpec.Flip.DEFAULT), new Shape(14), 0, 1))
        .hasMessage(
            "train.augment on rows of [14] (expected: images, [height, width, channels]); set"
                + " model.input, or leave train.augment out");
    assertThatThrownBy(() -> new AugmentSpec.Scale(1))
        .hasMessage("scale.range=1.0 (expected: 0 <= range < 1); set scale.range");
    assertThatThrownBy(() -> new AugmentSpec.Noise(Double.NaN)).hasMessageContaining("noise");
    assertThatThrownBy(() -> new AugmentSpec.Flip(0, -1)).hasMessageContaining("flip.vertical=-1");
  }
}
