package weir.driver.data.image;

import static java.awt.image.BufferedImage.TYPE_3BYTE_BGR;
import static java.awt.image.BufferedImage.TYPE_BYTE_GRAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
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

class ImageSourceTest {
  @TempDir Path folder;

  private static PreparedData load(ImageSpec image, HoldOut test, int workers, String... train) {
    DataSpec data =
        new DataSpec(
            DataFormat.IMAGES,
            List.of(train),
            test,
            HoldOut.NONE,
            TableSpec.DEFAULT,
            image,
            List.of(),
            SeriesSpec.NONE);
    DataRequest request =
        new DataRequest(data, RowOrder.SHUFFLED, 1, 4, workers, TargetKind.CLASSES, 0, 0);
    return new DataLoader(LocalSpark.session(), request).load();
  }

  private PreparedData load(ImageSpec image) {
    return load(image, HoldOut.NONE, 2, folder.toString());
  }

  /** Every row with its place, bit by bit. */
  private static List<String> bits(PreparedData data) {
    List<String> bits = new ArrayList<>();
    for (RowBlock block : data.training().collect()) {
      bits.add(
          "%d %d %s %s"
              .formatted(
                  block.virtualWorker(),
                  block.firstRow(),
                  Arrays.toString(block.targets()),
                  Arrays.hashCode(block.values())));
    }
    return bits;
  }

  @Test
  void rowsAreTheSameWhateverFilesAndPartitions() throws IOException {
    Pictures.digits(folder.resolve("one"), 120, 1);
    Path two = folder.resolve("two");
    Path three = folder.resolve("three");
    try (Stream<Path> files = Files.walk(folder.resolve("one")).filter(Files::isRegularFile)) {
      int number = 0;
      for (Path file : files.sorted().toList()) {
        Path label = (number % 2 == 0 ? two : three).resolve(file.getParent().getFileName());
        Files.createDirectories(label);
        // Names do not count, and neither does what a name says of the format.
        Files.copy(file, label.resolve((7919 * number++ % 1000) + ".image"));
      }
    }
    try (PreparedData one =
            load(ImageSpec.AS_FOUND, HoldOut.NONE, 1, folder.resolve("one").toString());
        PreparedData split =
            load(ImageSpec.AS_FOUND, HoldOut.NONE, 4, three.toString(), two.toString());
        PreparedData glob =
            load(ImageSpec.AS_FOUND, HoldOut.NONE, 2, folder.resolve("one/*/*.png").toString())) {
      assertThat(one.input().extents()).containsExactly(28, 28, 1);
      assertThat(one.counts().training()).isEqualTo(120);
      assertThat(one.preparation().targets().get(0).classes()).contains("digit 3").hasSize(10);
      assertThat(bits(split)).isEqualTo(bits(one));
      assertThat(bits(glob)).isEqualTo(bits(one));
    }
  }

  private void twoClasses() throws IOException {
    Pictures.write(folder.resolve("a/1.png"), Pictures.even(4, 6, TYPE_BYTE_GRAY, 10));
    Pictures.write(folder.resolve("b/2.png"), Pictures.even(4, 6, TYPE_BYTE_GRAY, 30));
  }

  @Test
  void resizesAndConvertsWhereTheJobSaysSo() throws IOException {
    twoClasses();
    Pictures.write(folder.resolve("b/3.jpg"), Pictures.even(16, 8, TYPE_3BYTE_BGR, 80));
    try (PreparedData data = load(new ImageSpec(3, 5, 3))) {
      assertThat(data.input().extents()).containsExactly(3, 5, 3);
      List<Float> values = new ArrayList<>();
      for (RowBlock block : data.training().collect()) {
        for (float value : block.values()) {
          values.add(value);
        }
      }
      assertThat(values).hasSize(3 * 45).containsOnly(10f, 30f, 80f);
    }
  }

  @Test
  void whatIsNoImageIsLeftOutAndTold() throws IOException {
    twoClasses();
    Files.copy(folder.resolve("a/1.png"), folder.resolve("a/_DSC0001.JPG"));
    Files.copy(folder.resolve("b/2.png"), folder.resolve("b/no extension"));
    Files.writeString(folder.resolve("b/notes.txt"), "x");
    Files.writeString(folder.resolve("b/more.TXT"), "");
    Files.writeString(folder.resolve("b/LICENSE"), "GIF89a");
    Files.writeString(folder.resolve("b/.DS_Store"), "x");
    try (PreparedData data = load(ImageSpec.AS_FOUND)) {
      assertThat(data.counts().training()).isEqualTo(4);
    }
    ImageFolders folders = new ImageFolders(new Configuration(), "data.train");
    assertThat(folders.list(List.of(folder + "/*/*"), true)).hasSize(4);
    assertThat(folders.leftOut())
        .isEqualTo(
            "left out 3 files that are neither PNG nor JPEG: 2 .txt, 1 without extension; such as"
                + " file:"
                + folder.resolve("b/LICENSE"));
    String named = folder.resolve("b/notes.txt").toString();
    assertThat(new ImageFolders(new Configuration(), "x").list(List.of(named), true)).hasSize(1);
    Files.createDirectories(folder.resolve("c"));
    Files.writeString(folder.resolve("c/notes.txt"), "x");
    refuses(ImageSpec.AS_FOUND, "class folder", "/c is empty (expected: PNG or JPEG files)");
  }

  private void refuses(ImageSpec image, String... parts) {
    assertThatThrownBy(() -> load(image))
        .isInstanceOf(UserInputException.class)
        .hasMessageContainingAll(parts)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void imagesOfDifferentShapesAreNamed() throws IOException {
    twoClasses();
    Pictures.write(folder.resolve("b/3.png"), Pictures.even(5, 6, TYPE_BYTE_GRAY, 80));
    refuses(
        ImageSpec.AS_FOUND, "b/3.png is [5, 6, 1] (expected: [4, 6, 1]", "a/1.png", "data.image");
    Pictures.write(folder.resolve("b/3.png"), Pictures.even(4, 6, TYPE_3BYTE_BGR, 80));
    refuses(new ImageSpec(4, 6, 0), "b/3.png is [4, 6, 3] (expected: [4, 6, 1]");
  }

  @Test
  void testImagesOfAnotherShapeAreNamed() throws IOException {
    twoClasses();
    Path test = folder.resolveSibling(folder.getFileName() + "-test");
    Pictures.write(test.resolve("a/9.png"), Pictures.even(6, 4, TYPE_BYTE_GRAY, 10));
    assertThatThrownBy(
            () ->
                load(
                    ImageSpec.AS_FOUND, HoldOut.of(List.of(test.toString())), 2, folder.toString()))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("data.test: ")
        .hasMessageContaining("a/9.png is [6, 4, 1] (expected: [4, 6, 1]");
  }

  @Test
  void aDamagedFileIsNamed() throws IOException {
    twoClasses();
    Path file = folder.resolve("b/2.png");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 5));
    refuses(ImageSpec.AS_FOUND, "cannot read", "b/2.png: it ends", "expected: a whole PNG or JPEG");
    Files.write(file, new byte[0]);
    refuses(ImageSpec.AS_FOUND, "cannot read", "b/2.png: it is neither PNG nor JPEG");
  }

  @Test
  void foldersThatAreNoClassesAreNamed() throws IOException {
    refuses(ImageSpec.AS_FOUND, "data.train=", "has no files in it");
    twoClasses();
    Files.createDirectories(folder.resolve("c"));
    refuses(ImageSpec.AS_FOUND, "class folder", "/c is empty (expected: PNG or JPEG files)");
    Files.delete(folder.resolve("c"));
    Pictures.write(folder.resolve("0.png"), Pictures.even(4, 6, TYPE_BYTE_GRAY, 10));
    refuses(ImageSpec.AS_FOUND, "0.png lies in no class folder");
    Files.delete(folder.resolve("0.png"));
    Files.delete(folder.resolve("b/2.png"));
    Files.delete(folder.resolve("b"));
    refuses(ImageSpec.AS_FOUND, "has one class folder, a (expected: >= 2");
  }
}
