package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.config.DataFormat;
import weir.driver.config.text.JobFile;
import weir.driver.evaluate.Predictor;
import weir.driver.files.Location;
import weir.driver.model.ModelFile;
import weir.driver.report.Report;
import weir.driver.report.TrainingListener;

/** The textbook's programs on texts, small: sentences made up here, networks of a few units. */
class TextJobTest {
  private static final Path JOBS =
      Path.of(System.getProperty("weir.root"), "deploy", "jobs", "textbook");
  private static final List<String> NOUNS =
      List.of("tower", "river", "city", "song", "bridge", "book", "war", "mountain");

  @TempDir Path folder;
  private final SplittableRandom random = new SplittableRandom(11);

  private static TrainingJob.Outcome train(String job, List<String> overrides)
      throws InterruptedException {
    return new TrainingJob(LocalSpark.session(), new TrainingListener() {})
        .run(JobFile.read(Location.of(JOBS.resolve(job + ".yaml")), overrides));
  }

  private static double accuracy(Report report) {
    return report.results().metrics().get("accuracy").value();
  }

  private String noun() {
    return NOUNS.get(random.nextInt(NOUNS.size()));
  }

  /** Questions about persons (0), places (1) and numbers (2). */
  private Path questions(String name, int rows) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      String rest = " the " + noun() + " of the " + noun() + " ?";
      int many = random.nextInt(5);
      lines.add("0 Who built" + rest);
      lines.add("1 Where is" + rest);
      lines.add("2 How many " + noun() + "s has" + rest + " about " + many);
    }
    return Files.write(folder.resolve(name), lines);
  }

  private List<String> small(String... more) throws IOException {
    List<String> overrides =
        new ArrayList<>(
            List.of(
                "data.train=" + questions("train.txt", 60),
                "data.test=" + questions("test.txt", 20),
                "data.prepare=[{words: {steps: 14, vocabulary: 40}}]",
                "model.layers=[{embedding: {vocabulary: 40, units: 6, padding: 0}},"
                    + " {lstm: {units: 6, return: sequence}}, {dropout: 0.1}, {lstm: 6},"
                    + " {dense: {units: 3, activation: softmax}}]",
                "optimizer={adam: 0.02}",
                "train={epochs: 4, batchSize: 16, seed: 1, virtualWorkers: 4}"));
    overrides.addAll(List.of(more));
    return overrides;
  }

  @Test
  void questionsAreToldApartInTheSameBitsWhateverTheCluster() throws Exception {
    List<String> job = small();
    Report one = train("g-lstm-trec", job).report();
    assertThat(accuracy(one)).isGreaterThan(0.95);
    job.addAll(List.of("cluster.workers=1", "cluster.shards=3"));
    assertThat(train("g-lstm-trec", job).report().weightsSha256()).isEqualTo(one.weightsSha256());
  }

  @Test
  void aStoredModelReadsNewQuestionsWithTheVocabularyOfItsTraining() throws Exception {
    Path model = folder.resolve("model");
    ModelFile.write(train("g-lstm-trec", small()).model(), Location.of(model));
    Path asked = Files.writeString(folder.resolve("new.txt"), "WHERE IS the zeppelin ?\n");
    var predictor = new Predictor(LocalSpark.session(), ModelFile.read(Location.of(model)));
    var rows = predictor.rows(List.of(asked.toString()), DataFormat.TEXT).collectAsList();
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).<String>getAs("text")).isEqualTo("WHERE IS the zeppelin ?");
    assertThat(rows.get(0).<String>getAs("prediction")).isEqualTo("1");
  }

  @Test
  void praiseIsToldFromPairsOfWords() throws Exception {
    List<String> praise = new ArrayList<>();
    List<String> blame = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      boolean not = random.nextBoolean();
      String thing = "the " + noun() + " of the " + noun() + " is " + (not ? "not " : "");
      // No single word tells: "not good" is blame, "not bad" praise.
      praise.add(thing + (not ? "bad" : "good"));
      blame.add(thing + (not ? "good" : "bad"));
    }
    String files =
        "data.train=["
            + Files.write(folder.resolve("rt-polarity.neg"), blame)
            + ", "
            + Files.write(folder.resolve("rt-polarity.pos"), praise)
            + "]";
    List<String> job =
        List.of(
            files,
            "data.testFraction=0.3",
            "optimizer={adam: 0.05}",
            "train.epochs=30",
            "train.virtualWorkers=4");
    Report pairs = train("h-mr", job).report();
    assertThat(accuracy(pairs)).isGreaterThan(0.95);
    List<String> alone = new ArrayList<>(job);
    alone.addAll(List.of("cluster.workers=1", "cluster.shards=3"));
    assertThat(train("h-mr", alone).report().weightsSha256()).isEqualTo(pairs.weightsSha256());
    alone.add("data.prepare=[{hash: {features: 262144, weight: binary}}]");
    assertThat(accuracy(train("h-mr", alone).report())).isLessThan(0.7);
  }
}
