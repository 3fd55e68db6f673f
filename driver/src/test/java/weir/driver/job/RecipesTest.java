package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.config.JobSpec;
import weir.driver.config.text.JobFile;
import weir.driver.data.image.Pictures;
import weir.driver.files.Location;
import weir.driver.model.ModelFile;
import weir.driver.report.Measure;
import weir.driver.report.Report;
import weir.driver.report.TrainingListener;
import weir.tensor.RandomStream;

/** The jobs of docs/recipes.md, as they stand there, on rows like those that they describe. */
class RecipesTest {
  private static final Path PAGE = Path.of(System.getProperty("weir.root"), "docs/recipes.md");

  @TempDir Path folder;

  private final RandomStream random = new RandomStream(3, 0, 0, 0);

  private static List<String> blocks(String language) throws IOException {
    Matcher blocks =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    List<String> found = new ArrayList<>();
    while (blocks.find()) {
      found.add(blocks.group(1));
    }
    return found;
  }

  /** Metrics on the test rows of the page's job that trains on {@code train}. */
  private Map<String, Measure> trained(String train) throws Exception {
    return outcome(train).report().results().metrics();
  }

  private TrainingJob.Outcome outcome(String train) throws Exception {
    List<String> jobs =
        blocks("yaml").stream().filter(job -> job.contains("train: " + train)).toList();
    assertThat(jobs).hasSize(1);
    Path file = Files.writeString(folder.resolve("job.yaml"), jobs.get(0));
    JobSpec job = JobFile.read(Location.of(file), List.of());
    return new TrainingJob(LocalSpark.session(), new TrainingListener() {}).run(job);
  }

  private void write(String name, String header, int rows, IntFunction<String> row)
      throws IOException {
    StringBuilder text = new StringBuilder(header);
    for (int i = 0; i < rows; i++) {
      text.append(row.apply(i)).append('\n');
    }
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void thePageHasFour() throws IOException {
    assertThat(blocks("yaml")).hasSize(4);
  }

  @Test
  void aTableAndANumber() throws Exception {
    List<String> towns = List.of("Ulm", "Jena", "Kiel");
    write(
        "houses.csv",
        "area,rooms,town,price\n",
        600,
        i -> {
          long area = 40 + random.below(4L * i, 160);
          int town = random.below(4L * i + 1, 3);
          String rooms = i % 17 == 0 ? "" : String.valueOf(1 + area / 30);
          long price = 1000 * (50 + 3 * area + 60L * town + random.below(4L * i + 2, 20));
          return area + "," + rooms + "," + towns.get(town) + "," + price;
        });
    assertThat(trained("houses.csv").get("r2").value()).isGreaterThan(0.9);
  }

  @Test
  void classesOfWhichOneIsRare() throws Exception {
    write(
        "payments.csv",
        "amount,hour,fraud\n",
        1500,
        i -> {
          boolean fraud = random.below(3L * i, 20) == 0;
          double amount = (fraud ? 900 : 300) + 150 * random.gaussian(2L * i + 1_000_000);
          int hour = fraud ? random.below(3L * i + 1, 6) : random.below(3L * i + 2, 24);
          return Math.round(amount) + "," + hour + "," + (fraud ? "yes" : "no");
        });
    Map<String, Measure> metrics = trained("payments.csv");
    assertThat(metrics.get("prAuc").value()).isGreaterThan(0.8);
    assertThat(metrics.get("recallMacro").value()).isGreaterThan(0.9);
  }

  @Test
  void images() throws Exception {
    Pictures.digits(folder.resolve("pictures"), 600, 5);
    TrainingJob.Outcome outcome = outcome("pictures");
    Report report = outcome.report();
    assertThat(report.results().metrics().get("accuracy").value()).isGreaterThan(0.8);
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/python3")), "skipped from here on: no python3");
    ModelFile.write(outcome.model(), Location.of(folder.resolve("model")));
    assertThat(python(folder.resolve("model")))
        .contains("0.weight [8, 1, 3, 3] 72", "3.bias [32] 32")
        .endsWith(report.weightsSha256());
  }

  /** What the page's program prints of a model. */
  private String python(Path model) throws Exception {
    Path program = Files.writeString(folder.resolve("read.py"), blocks("python").get(0));
    Process python =
        new ProcessBuilder("/usr/bin/python3", program.toString(), model.toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor()).as(printed).isZero();
    return printed.strip();
  }

  @Test
  void texts() throws Exception {
    List<String> subjects = List.of("the film", "this book", "a song", "her play", "that story");
    List<String> good = List.of("shines", "moves", "delights", "is a joy", "never bores");
    List<String> bad = List.of("drags", "fails", "annoys", "is a bore", "never moves");
    write(
        "reviews.txt",
        "",
        400,
        i -> {
          boolean praise = random.below(4L * i, 2) == 0;
          String verb = (praise ? good : bad).get(random.below(4L * i + 1, 5));
          String subject = subjects.get(random.below(4L * i + 2, 5));
          return (praise ? "good " : "bad ") + subject + " " + verb + " take " + i;
        });
    assertThat(trained("reviews.txt").get("accuracy").value()).isGreaterThan(0.95);
  }
}
