package weir.driver.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines and points over two labelled axes, as SVG. One thread. */
public final class Chart {
  /** Pixels of the picture. */
  private static final int WIDTH = 720;

  private static final int HEIGHT = 360;
  private static final Color[] COLORS = {
    new Color(0x2f6fde), new Color(0xe08a1e), new Color(0x1a7f5a), new Color(0x9a4fb5)
  };
  private static final String PLAIN = "#,##0.######";
  private static final Color INK = new Color(0x1b2733);
  private static final Color FAINT = new Color(0xd5dde5);

  private final XYChart chart;

  /** An empty chart; each axis is named with its unit where there is one. */
  public Chart(String title, String xAxis, String yAxis) {
    this.chart = new XYChart(WIDTH, HEIGHT);
    chart.setTitle(title);
    chart.setXAxisTitle(xAxis);
    chart.setYAxisTitle(yAxis);
    style();
  }

  private void style() {
    Font small = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    Font middle = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    chart
        .getStyler()
        .setLocale(Locale.ROOT)
        .setPlotGridLinesColor(FAINT)
        .setPlotGridLinesStroke(new BasicStroke(1))
        .setAxisTitleFont(middle)
        .setAxisTickLabelsFont(small)
        .setAxisTickLabelsColor(INK)
        .setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 14))
        .setChartTitleBoxVisible(false)
        .setChartFontColor(INK)
        .setChartBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false)
        .setLegendFont(middle)
        .setLegendBorderColor(FAINT)
        .setLegendPosition(LegendPosition.OutsideS)
        .setLegendLayout(LegendLayout.Horizontal)
        .setMarkerSize(5);
  }

  /** How numbers up to {@code size} are written. */
  private static String pattern(double size) {
    return size == 0 || size >= 1e-4 && size < 1e7 ? PLAIN : "0.####E0";
  }

  /** The x axis is logarithmic; all its values are &gt; 0. */
  public Chart logarithmicX() {
    chart.getStyler().setXAxisLogarithmic(true).setXAxisDecimalPattern("0.#E0");
    return this;
  }

  /**
   * Adds a line; values that are not finite leave a gap, all of them: no line. A single value is
   * drawn as a point.
   */
  public Chart line(String name, double[] x, double[] y) {
    XYSeries series = add(name, x, y);
    if (series != null) {
      series.setMarker(y.length == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
      series.setLineStyle(new BasicStroke(2));
    }
    return this;
  }

  /** Adds points that no line joins. */
  public Chart points(String name, double[] x, double[] y) {
    XYSeries series = add(name, x, y);
    if (series != null) {
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
      series.setMarker(SeriesMarkers.CIRCLE);
    }
    return this;
  }

  private static double greatest(Collection<XYSeries> all, Function<XYSeries, double[]> values) {
    return all.stream()
        .flatMapToDouble(series -> Arrays.stream(values.apply(series)))
        .filter(Double::isFinite)
        .map(Math::abs)
        .max()
        .orElse(0);
  }

  private XYSeries add(String name, double[] x, double[] y) {
    double[] gaps =
        Arrays.stream(y).map(each -> Double.isFinite(each) ? each : Double.NaN).toArray();
    if (Arrays.stream(gaps).allMatch(Double::isNaN)) {
      return null;
    }
    Color color = COLORS[chart.getSeriesMap().size() % COLORS.length];
    XYSeries series = chart.addSeries(name, x, gaps);
    series.setLineColor(color);
    series.setMarkerColor(color);
    return series;
  }

  /** True when nothing was added that can be drawn. */
  boolean isEmpty() {
    return chart.getSeriesMap().isEmpty();
  }

  /** The picture, an {@code <svg>} element; needs fonts to measure text with. */
  public String svg() {
    Collection<XYSeries> all = chart.getSeriesMap().values();
    chart.getStyler().setYAxisDecimalPattern(pattern(greatest(all, XYSeries::getYData)));
    if (!chart.getStyler().isXAxisLogarithmic()) {
      chart.getStyler().setXAxisDecimalPattern(pattern(greatest(all, XYSeries::getXData)));
    }
    chart.getStyler().setLegendVisible(chart.getSeriesMap().size() > 1);
    var bytes = new ByteArrayOutputStream();
    try {
      VectorGraphicsEncoder.saveVectorGraphic(chart, bytes, VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory are always written", e);
    }
    String svg = bytes.toString(StandardCharsets.UTF_8);
    return svg.substring(svg.indexOf("<svg"));
  }
}
