package weir.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        .contains("  accuracy              0.9700  0.9761")
        .contains("<tr><th>seed</th><td>1</td></tr>")
        .contains("<th>network</th><td>{dense: {units: 128}}<br/>{dense: {units: 10}}</td>");
    parse(page);
    assertThat(page).doesNotContain("http", "<script", "NaN");
  }

  @Test
  void aRegressionHasNoConfusion() throws Exception {
    String page = HtmlReport.of(SampleReport.bare(), new Pictures(Map.of()));

    assertThat(page).doesNotContain("Confusion", "Pictures");
    parse(page);
  }

  @Test
  void ofManyClassesThePairsThatAreConfusedMost() throws Exception {
    String section = ConfusionTable.of(manyClasses(ConfusionTable.MOST_CLASSES + 1));

    assertThat(section)
        .contains("Of 31 classes the pairs confused most")
        .containsSubsequence(
            "<th>␣</th><th>b&amp;</th><td>1,200</td><td class=\"wrong\" style=\"--share:0.600\">60.0",
            "<th>b&amp;</th><th>␣</th><td>3</td>",
            "</table>");
    assertThat(section.lines().filter(line -> line.contains("<td>"))).hasSize(2);
    assertThat(ConfusionTable.of(manyClasses(ConfusionTable.MOST_CLASSES)))
        .contains("<th>true \\ told</th><th>␣</th>");
  }

  @Test
  void ofAVocabularyThePairsThatTheReportHas() {
    Measure one = Measure.of(1);
    var results =
        new Report.Results(
            one,
            one,
            Map.of(),
            null,
            List.of(
                new Report.ClassResult("the", one, one, one, 40),
                new Report.ClassResult("a", one, one, one, 10)),
            List.of(),
            List.of(
                new Report.ConfusedPair("a", "the", 5), new Report.ConfusedPair("the", "a", 4)));

    assertThat(ConfusionTable.of(results))
        .containsSubsequence(
            "<th>a</th><th>the</th><td>5</td><td class=\"wrong\" style=\"--share:0.500\">50.0",
            "<th>the</th><th>a</th><td>4</td><td class=\"wrong\" style=\"--share:0.100\">10.0");
  }

  /** The first is told as the second 1,200 times of 2,000, the second as the first 3 times. */
  private static Report.Results manyClasses(int count) {
    List<Report.ClassResult> classes = new ArrayList<>();
    List<List<Long>> counts = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      String label = index == 0 ? " " : index == 1 ? "b&" : "c" + index;
      classes.add(
          new Report.ClassResult(label, Measure.of(1), Measure.of(1), Measure.of(1), index));
      Long[] row = new Long[count];
      Arrays.fill(row, 0L);
      row[index] = 800L;
      counts.add(new ArrayList<>(List.of(row)));
    }
    counts.get(0).set(1, 1200L);
    counts.get(1).set(0, 3L);
    return new Report.Results(
        Measure.of(1), Measure.of(1), Map.of(), null, classes, List.copyOf(counts), List.of());
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
