package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.config.JobSpec;
import weir.driver.report.TrainingListener;

/** Token ids through an embedding and a recurrence, from files to the weights. */
class SequenceJobTest {
  private static final String REFUSED =
      "layer 0: token id 9 (expected: a whole number from 0 to 8, as vocabulary=9);"
          + " set embedding.vocabulary or check the data";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{lstm: {units: 5, bidirectional: true}}",
        "{gru: {units: 5, layers: 3, dropout: 0.3}}",
        "positionalEmbedding, {transformerBlock: {heads: 2, hidden: 8, dropout: 0.2, causal:"
            + " true}}, {dropout: 0.1}, layerNorm, globalAveragePool"
      })
  void endsInTheSameBitsWhateverTheCluster(String layers) throws Exception {
    Path rows = file("train.csv", 9);
    String model =
        "model.layers=[{embedding: {vocabulary: 9, units: 4, padding: 0}}, "
            + layers
            + ", {dense: 2}]";
    String one = sha(job(rows, rows, model, "cluster.workers=1"));
    assertThat(sha(job(rows, rows, model, "cluster.workers=2", "cluster.shards=3"))).isEqualTo(one);
    assertThat(sha(job(rows, rows, model, "cluster.workers=4"))).isEqualTo(one);
    assertThat(sha(job(rows, rows, model, "cluster.workers=4", "train.seed=77"))).isNotEqualTo(one);
  }

  @Test
  void aSparseTableEndsInTheSameBitsWhateverTheCluster() throws Exception {
    Path rows = file("train.csv", 9);
    String small = "train={epochs: 1, batchSize: 4, virtualWorkers: 4}";
    String table = "model.layers.0.embedding.gradient=sparse";
    String one = sha(job(rows, rows, small, table, "cluster.workers=1"));
    assertThat(one).isNotEqualTo(sha(job(rows, rows, small, "cluster.workers=1")));
    for (String shards : List.of("cluster.shards=1", "cluster.shards=3")) {
      assertThat(sha(job(rows, rows, small, table, "cluster.workers=2", shards))).isEqualTo(one);
      assertThat(sha(job(rows, rows, small, table, "cluster.workers=4", shards))).isEqualTo(one);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"freeze: true", "learningRate: 0.003"})
  void aGroupHoldsForASparseTableToo(String setting) throws Exception {
    Path rows = file("train.csv", 9);
    String small = "train={epochs: 1, batchSize: 4, virtualWorkers: 4}";
    String table = "model.layers.0.embedding.gradient=sparse";
    String group =
        "optimizer={adam: {learningRate: 0.02, groups: [{match: 0.weight, " + setting + "}]}}";
    String one = sha(job(rows, rows, small, table, group, "cluster.workers=1"));
    assertThat(sha(job(rows, rows, small, table, group, "cluster.workers=4", "cluster.shards=3")))
        .isEqualTo(one);
    assertThat(sha(job(rows, rows, small, table, "optimizer={adam: {learningRate: 0.02}}")))
        .isNotEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource({"clip: {globalNorm: 1}, norms over all", "average: {ema: 0.9}, an average of all"})
  void aSparseTableExcludesWhatMovesAllParameters(String option, String words) throws Exception {
    Path rows = file("train.csv", 9);
    JobSpec job =
        job(
            rows,
            rows,
            "model.layers.0.embedding.gradient=sparse",
            "optimizer={sgd: {learningRate: 0.1, " + option + "}}");
    assertThatThrownBy(() -> sha(job))
        .isInstanceOf(UserInputException.class)
        .hasMessageContainingAll("sparse table 0.weight with " + words, "embedding.gradient");
  }

  @Test
  void anIdThatIsNoneEndsTheTrainingWithTheLayersWords() throws Exception {
    JobSpec job = job(file("train.csv", 10), file("test.csv", 9));
    assertThatThrownBy(() -> sha(job)).isInstanceOf(UserInputException.class).hasMessage(REFUSED);
  }

  @Test
  void anIdThatIsNoneEndsTheEvaluationWithTheLayersWords() throws Exception {
    JobSpec job = job(file("train.csv", 9), file("test.csv", 10));
    assertThatThrownBy(() -> sha(job)).isInstanceOf(UserInputException.class).hasMessage(REFUSED);
  }

  private static String sha(JobSpec job) throws InterruptedException {
    return new TrainingJob(LocalSpark.session(), new TrainingListener() {})
        .run(job)
        .report()
        .weightsSha256();
  }

  /** Rows of four ids below {@code vocabulary} and a label. */
  private Path file(String name, int vocabulary) throws IOException {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < 200; row++) {
      int first = row % vocabulary;
      int second = row * 7 % vocabulary;
      String label = first > second ? "a" : "b";
      rows.add(first + "," + second + "," + row % 3 + "," + row % 5 + "," + label);
    }
    return Files.write(folder.resolve(name), rows);
  }

  private JobSpec job(Path train, Path test, String... overrides) {
    List<String> all = new ArrayList<>();
    all.add(
        "data={format: csv, header: false, label: 4, train: \"%s\", test: \"%s\"}"
            .formatted(train, test));
    all.add(
        "model={layers: [{embedding: {vocabulary: 9, units: 4}},"
            + " {lstm: {units: 5, bidirectional: true}}, {dense: 2}]}");
    all.addAll(List.of(overrides));
    return Jobs.digits(folder, all.toArray(String[]::new));
  }
}
