package weir.driver.data.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import weir.driver.UserInputException;
import weir.driver.config.ImageSpec;
import weir.driver.data.source.InputPaths;
import weir.tensor.Shape;

/**
 * A file that holds an image.
 *
 * @param label name of the class folder it lies in; null where there is none
 */
record ImageFile(String file, String label) implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * The image, converted and resized as {@code spec} says.
   *
   * @throws UserInputException naming the file when it cannot be read
   */
  PixelImage read(Configuration conf, ImageSpec spec) {
    try (InputStream in = InputPaths.open(conf, file)) {
      byte[] bytes = in.readAllBytes();
      PixelImage stored = ImageDecoder.decode(bytes);
      boolean turns = spec.orientation() == ImageSpec.Orientation.EXIF;
      return (turns ? ExifOrientation.upright(bytes, stored) : stored).as(spec);
    } catch (IOException e) {
      throw new UserInputException(
          "cannot read " + file + ": " + e.getMessage() + " (expected: a whole PNG or JPEG image)",
          e);
    }
  }

  /** Fails when the file's image is not of the shape that the first one has. */
  void check(PixelImage image, Shape expected, String first) {
    if (!image.shape().equals(expected)) {
      throw new UserInputException(
          file
              + " is "
              + image.shape()
              + " (expected: "
              + expected
              + ", [height, width, channels] of "
              + first
              + "); set data.image to convert all images");
    }
  }
}
