package weir.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class HtmlReportTest {
  private static final List<EpochSummary> EPOCHS =
      List.of(
          new EpochSummary(1, 10, 0.1, 0.5, Map.of("loss", 0.6, "accuracy", 0.75), 2, 640),
          new EpochSummary(2, 20, 0.05, Double.NaN, Map.of("loss", 0.4, "accuracy", 0.8), 2, 640),
          new EpochSummary(3, 30, 0.01, 0.25, Map.of("loss", 0.3, "accuracy", 0.9), 2, 640));

  @Test
  void showsCurvesConfusionAndPhases() throws Exception {
    String page = HtmlReport.of(SampleReport.full(), EPOCHS);

    assertThat(page)
        .contains("Loss by epoch", "Validation accuracy by epoch", "Learning rate by epoch")
        .contains("<td class=\"right\" style=\"--share:1.000\">12</td>")
        .contains("<th>forward</th><td>2.90</td>")
        .contains("accuracy    0.9761");
    Document document = parse(page);
    assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(3);
    assertThat(document.getElementsByTagName("path").getLength()).isEqualTo(4);
    assertThat(page).doesNotContain("http", "<script", "NaN");
  }

  @Test
  void aRegressionOfOneEpochHasNoConfusion() throws Exception {
    String page = HtmlReport.of(SampleReport.bare(), EPOCHS.subList(0, 1));

    assertThat(page).doesNotContain("Confusion").contains("<circle");
    parse(page);
    parse(HtmlReport.of(SampleReport.bare(), List.of()));
  }

  /** The page is XML but for its first line and its meta element. */
  private static Document parse(String page) throws Exception {
    String xml =
        page.replace("<!doctype html>", "").replace("<meta charset=\"utf-8\">", "").strip();
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }
}
