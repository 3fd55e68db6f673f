package weir.driver.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lines over the epochs as inline SVG. Values that are not finite leave a gap. */
final class LineChart {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 260;
  private static final int LEFT = 64;
  private static final int RIGHT = 16;
  private static final int TOP = 16;
  private static final int BOTTOM = 34;
  private static final int TICKS = 4;

  private final String title;
  private final List<Integer> epochs;
  private final Map<String, List<Double>> lines = new LinkedHashMap<>();

  LineChart(String title, List<Integer> epochs) {
    this.title = title;
    this.epochs = epochs;
  }

  /** Adds a line with a value for each epoch. */
  LineChart line(String name, List<Double> values) {
    lines.put(name, values);
    return this;
  }

  String svg() {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (List<Double> values : lines.values()) {
      for (double value : values) {
        low = Double.isFinite(value) ? Math.min(low, value) : low;
        high = Double.isFinite(value) ? Math.max(high, value) : high;
      }
    }
    if (low > high) {
      return "";
    }
    double margin = high > low ? (high - low) * 0.05 : Math.max(Math.abs(high) * 0.05, 1e-6);
    var scale = new Scale(low - margin, high + margin);
    var svg = new StringBuilder();
    svg.append(
        format(
            "<figure><figcaption>%s</figcaption><svg viewBox=\"0 0 %d %d\" role=\"img\""
                + " aria-label=\"%s\">\n",
            Html.escape(title), WIDTH, HEIGHT, Html.escape(title)));
    axes(svg, scale);
    int index = 0;
    for (Map.Entry<String, List<Double>> line : lines.entrySet()) {
      draw(svg, scale, line.getValue(), index++);
    }
    return svg.append("</svg>").append(legend()).append("</figure>\n").toString();
  }

  private record Scale(double low, double high) {
    double y(double value) {
      return TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low);
    }
  }

  private double x(int index) {
    int last = Math.max(1, epochs.size() - 1);
    return LEFT + (WIDTH - LEFT - RIGHT) * (double) index / last;
  }

  private void axes(StringBuilder svg, Scale scale) {
    for (int tick = 0; tick <= TICKS; tick++) {
      double value = scale.low() + (scale.high() - scale.low()) * tick / TICKS;
      double y = scale.y(value);
      svg.append(
          format(
              "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>"
                  + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.4g</text>\n",
              LEFT, y, WIDTH - RIGHT, y, LEFT - 8, y + 4, value));
    }
    int stride = Math.max(1, (epochs.size() + 9) / 10);
    for (int index = 0; index < epochs.size(); index += stride) {
      svg.append(
          format(
              "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>\n",
              x(index), HEIGHT - 12, epochs.get(index)));
    }
  }

  private void draw(StringBuilder svg, Scale scale, List<Double> values, int index) {
    var path = new StringBuilder();
    boolean pen = false;
    for (int at = 0; at < values.size(); at++) {
      double value = values.get(at);
      if (Double.isFinite(value)) {
        path.append(format("%s%.1f %.1f ", pen ? "L" : "M", x(at), scale.y(value)));
      }
      pen = Double.isFinite(value);
    }
    svg.append(format("<path class=\"line l%d\" d=\"%s\"/>\n", index, path.toString().strip()));
    if (values.size() == 1) {
      svg.append(
          format(
              "<circle class=\"dot l%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>\n",
              index, x(0), scale.y(values.get(0))));
    }
  }

  private String legend() {
    var legend = new StringBuilder("<p class=\"legend\">");
    int index = 0;
    for (String name : lines.keySet()) {
      legend.append(format("<span class=\"key l%d\"></span>%s ", index++, Html.escape(name)));
    }
    return legend.append("</p>").toString();
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
