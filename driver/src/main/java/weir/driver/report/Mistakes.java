package weir.driver.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/**
 * Test images that a model was most certain and wrong about, for a picture.
 *
 * @param list the surest first
 */
public record Mistakes(List<Mistake> list) {
  private static final int COLUMNS = 8;
  private static final int SIDE = 84;
  private static final int CELL_WIDTH = 112;
  private static final int CELL_HEIGHT = SIDE + 44;
  private static final int TITLE = 40;

  /**
   * One image.
   *
   * @param probability that the model gave to the label it predicted
   * @param channels 1 or 3
   * @param pixels [height, width, channels], unsigned
   */
  public record Mistake(
      String truth, String predicted, double probability, int height, int channels, byte[] pixels)
      implements Serializable {
    private static final long serialVersionUID = 1;

    private int width() {
      return pixels.length / height / channels;
    }

    private String png() {
      int type = channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB;
      BufferedImage image = new BufferedImage(width(), height, type);
      for (int i = 0; i < pixels.length; i++) {
        int cell = i / channels;
        int value = pixels[i] & 0xff;
        image.getRaster().setSample(cell % width(), cell / width(), i % channels, value);
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try {
        ImageIO.write(image, "png", bytes);
      } catch (IOException e) {
        throw new UncheckedIOException("a picture in memory cannot be written", e);
      }
      return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
  }

  public Mistakes {
    list = List.copyOf(list);
  }

  /** A sheet of the images, the true and the predicted label below each. */
  String svg() {
    int rows = (list.size() + COLUMNS - 1) / COLUMNS;
    int width = COLUMNS * CELL_WIDTH;
    int height = TITLE + rows * CELL_HEIGHT;
    var svg =
        new StringBuilder(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                .formatted(width, height, width, height));
    svg.append(" font-family=\"sans-serif\" font-size=\"12\" text-anchor=\"middle\">\n")
        .append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n")
        .append(text(width / 2, 24, 16, "Misclassified test images, the surest mistakes first"));
    for (int i = 0; i < list.size(); i++) {
      append(svg, list.get(i), i % COLUMNS * CELL_WIDTH, TITLE + i / COLUMNS * CELL_HEIGHT);
    }
    return svg.append("</svg>\n").toString();
  }

  private static void append(StringBuilder svg, Mistake one, int x, int y) {
    svg.append(
        ("<image x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\""
                + " style=\"image-rendering:pixelated\" href=\"data:image/png;base64,%s\"/>\n")
            .formatted(x + (CELL_WIDTH - SIDE) / 2, y, SIDE, SIDE, one.png()));
    int middle = x + CELL_WIDTH / 2;
    svg.append(text(middle, y + SIDE + 14, 12, "true: " + shortened(one.truth())));
    String told =
        String.format(Locale.ROOT, "%s (%.3f)", shortened(one.predicted()), one.probability());
    svg.append(text(middle, y + SIDE + 29, 12, "told: " + told));
  }

  private static String text(int x, int y, int size, String text) {
    return "<text x=\"%d\" y=\"%d\" font-size=\"%d\">%s</text>\n"
        .formatted(x, y, size, Html.escape(text));
  }

  private static String shortened(String label) {
    return label.length() <= 10 ? label : label.substring(0, 9) + "…";
  }
}
