package weir.worker.augment;

import java.io.Serializable;
import java.util.List;
import weir.tensor.Shape;

/**
 * All changes of the training images, in order. Immutable; travels to the workers.
 *
 * @param image shape of a row
 * @param black a black pixel's prepared value
 * @param white a white pixel's prepared value
 */
public record Augmentation(List<AugmentSpec> steps, Shape image, float black, float white)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Rows stay as they are. */
  public static final Augmentation NONE = new Augmentation(List.of(), null, 0, 1);

  public Augmentation {
    steps = List.copyOf(steps);
    if (!steps.isEmpty() && image.rank() != 3) {
      throw new IllegalArgumentException(
          "train.augment on rows of "
              + image
              + " (expected: images, [height, width, channels]); set model.input, or leave"
              + " train.augment out");
    }
  }

  /** True when rows stay as they are. */
  public boolean isNone() {
    return steps.isEmpty();
  }
}
