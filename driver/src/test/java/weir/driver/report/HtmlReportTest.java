package weir.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final Pictures PICTURES =
      new Pictures(Map.of("loss", "<svg viewBox=\"0 0 2 1\"></svg>"));

  @Test
  void showsPicturesConfusionAndPhases() throws Exception {
    String page = HtmlReport.of(SampleReport.full(), PICTURES);

    assertThat(page)
        .contains("<figure><svg viewBox=\"0 0 2 1\"></svg></figure>")
        .contains("<td class=\"right\" style=\"--share:1.000\">12</td>")
        .contains("<th>forward</th><td>2.90</td>")
        .contains("accuracy    0.9761");
    parse(page);
    assertThat(page).doesNotContain("http", "<script", "NaN");
  }

  @Test
  void aRegressionHasNoConfusion() throws Exception {
    String page = HtmlReport.of(SampleReport.bare(), new Pictures(Map.of()));

    assertThat(page).doesNotContain("Confusion", "Pictures");
    parse(page);
  }

  /** The page is XML but for its first line and its meta element. */
  private static void parse(String page) throws Exception {
    String xml =
        page.replace("<!doctype html>", "").replace("<meta charset=\"utf-8\">", "").strip();
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }
}
