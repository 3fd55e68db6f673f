package weir.driver.data.source;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import weir.driver.UserInputException;

/** A file of images and the file of their labels beside it; {@code labels} null when not needed. */
record IdxFile(String images, String labels, IdxHeader header) implements Serializable {
  private static final long serialVersionUID = 1;

  /**
   * Finds the labels beside the images ({@code images-idx3} becomes {@code labels-idx1}) and checks
   * both headers.
   *
   * @param labelled false when the labels may be absent
   */
  static IdxFile of(Configuration conf, String images, boolean labelled) {
    Path path = new Path(images);
    String name = path.getName();
    String labelName =
        name.replaceFirst("images[-.]idx\\d", "labels-idx1").replaceFirst("images", "labels");
    try {
      IdxHeader header = header(conf, images);
      String labels = labelName.equals(name) ? null : find(conf, path.getParent(), labelName);
      if (labels == null && labelled) {
        throw new UserInputException(
            "no labels beside "
                + images
                + " (expected: "
                + labelName
                + "); name the files as MNIST does, images-idx3-ubyte and labels-idx1-ubyte");
      }
      if (labels != null) {
        checkLabels(header(conf, labels), header, labels);
      }
      return new IdxFile(images, labels, header);
    } catch (IOException e) {
      throw new UserInputException(
          "cannot read " + images + ": " + e.getMessage() + " (expected: a whole IDX file)", e);
    }
  }

  private static IdxHeader header(Configuration conf, String file) throws IOException {
    try (DataInputStream in = IdxHeader.open(conf, file)) {
      return IdxHeader.read(in, file);
    }
  }

  private static String find(Configuration conf, Path folder, String name) throws IOException {
    String plain = name.replaceFirst("\\.gz$", "");
    for (String candidate : new String[] {name, plain, plain + ".gz"}) {
      Path path = InputPaths.inside(folder, candidate);
      if (path.getFileSystem(conf).exists(path)) {
        return path.toString();
      }
    }
    return null;
  }

  private static void checkLabels(IdxHeader labels, IdxHeader images, String file) {
    if (labels.extents().length != 0 || labels.rows() != images.rows()) {
      throw new UserInputException(
          file
              + " has "
              + labels.rows()
              + " labels (expected: "
              + images.rows()
              + ", one for each image)");
    }
  }
}
