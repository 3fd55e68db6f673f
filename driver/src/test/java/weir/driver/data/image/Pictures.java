package weir.driver.data.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import weir.driver.LocalSpark;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.HoldOut;
import weir.driver.config.ImageSpec;
import weir.driver.config.RowOrder;
import weir.driver.config.SeriesSpec;
import weir.driver.config.TableSpec;
import weir.driver.data.DataLoader;
import weir.driver.data.DataRequest;
import weir.driver.data.PreparedData;
import weir.driver.data.TargetKind;
import weir.worker.data.RowBlock;

/** Folders of images for tests. */
public final class Pictures {
  private Pictures() {}

  /** Generated digits as PNG files, in a folder a digit. */
  public static void digits(Path folder, int rows, int seed) throws IOException {
    DataSpec digits =
        new DataSpec(
            DataFormat.DIGITS,
            List.of("digits:" + rows + "?seed=" + seed),
            HoldOut.NONE,
            HoldOut.NONE,
            TableSpec.DEFAULT,
            ImageSpec.AS_FOUND,
            List.of(),
            SeriesSpec.NONE);
    DataRequest request =
        new DataRequest(digits, RowOrder.GIVEN, 1, 1, 1, TargetKind.CLASSES, 10, 0);
    try (PreparedData data = new DataLoader(LocalSpark.session(), request).load()) {
      for (RowBlock block : data.training().collect()) {
        for (int row = 0; row < block.rows(); row++) {
          int label = (int) block.targets()[row];
          String name = "digit " + label + "/" + (block.firstRow() + row) + ".png";
          write(folder.resolve(name), grey(block.values(), row * 784));
        }
      }
    }
  }

  private static BufferedImage grey(float[] pixels, int from) {
    BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 784; i++) {
      image.getRaster().setSample(i % 28, i / 28, 0, (int) pixels[from + i]);
    }
    return image;
  }

  /** An image whose samples are all {@code value}. */
  static BufferedImage even(int height, int width, int type, int value) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int band = 0; band < image.getRaster().getNumBands(); band++) {
      for (int i = 0; i < height * width; i++) {
        image.getRaster().setSample(i % width, i / width, band, value);
      }
    }
    return image;
  }

  static void write(Path file, BufferedImage image) throws IOException {
    Files.createDirectories(file.getParent());
    String name = file.getFileName().toString();
    if (!ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
      throw new IOException("no encoder for " + name);
    }
  }
}
