package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import weir.driver.judge.Validation;
import weir.tensor.Shape;
import weir.worker.loss.LossSpec;
import weir.worker.metric.EvaluationPartial;
import weir.worker.metric.Evaluator;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.NetworkSpec;

/** The tables of docs/metrics.md name what is computed, and which way is better. */
class MetricsPageTest {
  private static final Path PAGE = Path.of(System.getProperty("weir.root"), "docs/metrics.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `(\\w+)` \\|.*\\| (more|less) \\|[^|]+\\|");

  /** Name of each metric of the page, and whether less is better. */
  private static Map<String, Boolean> page() throws IOException {
    Map<String, Boolean> page = new TreeMap<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        assertThat(page.put(row.group(1), row.group(2).equals("less"))).as(line).isNull();
      }
    }
    return page;
  }

  private static TreeSet<String> computed(LossSpec loss, int outputs) {
    NetworkSpec network =
        NetworkSpec.sequential(new Shape(4), List.of(new DenseSpec(outputs)), loss);
    return new TreeSet<>(
        new EvaluationPartial(Evaluator.specs(network)).evaluation().metrics().keySet());
  }

  @Test
  void namesEveryMetricAndNoOther() throws IOException {
    TreeSet<String> all = computed(new LossSpec.SoftmaxCrossEntropy(List.of(), 0), 10);
    all.addAll(computed(new LossSpec.BinaryCrossEntropy(List.of()), 1));
    all.addAll(computed(new LossSpec.MeanSquaredError(), 1));
    all.addAll(computed(new LossSpec.Huber(1), 3));
    assertThat(page().keySet()).isEqualTo(all);
  }

  @Test
  void saysWhichWayIsBetterAsEarlyStoppingTakesIt() throws IOException {
    page()
        .forEach(
            (name, less) -> assertThat(Validation.lessIsBetter(name)).as(name).isEqualTo(less));
    assertThat(Validation.lessIsBetter("loss")).isTrue();
  }

  @Test
  void classesOfTheTopBeginWhereThePageSays() {
    for (int classes = 2; classes < 9; classes++) {
      TreeSet<String> names = computed(new LossSpec.SoftmaxCrossEntropy(List.of(), 0), classes);
      assertThat(names.contains("top3")).as("%d classes", classes).isEqualTo(classes >= 4);
      assertThat(names.contains("top5")).as("%d classes", classes).isEqualTo(classes >= 6);
    }
  }
}
