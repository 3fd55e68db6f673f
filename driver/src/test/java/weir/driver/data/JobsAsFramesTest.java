package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.HoldOut;
import weir.driver.config.JobSpec;
import weir.driver.config.TableSpec;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;
import weir.driver.job.TrainingJob;
import weir.driver.report.TrainingListener;

/** Jobs on real csv files end in the same bits when Spark's own reader gives their rows. */
class JobsAsFramesTest {
  private static final Map<String, String> SCHEMAS =
      Map.of(
          "iris",
          "sepalLength DOUBLE, sepalWidth DOUBLE, petalLength DOUBLE, petalWidth DOUBLE,"
              + " species STRING",
          "california",
          "longitude DOUBLE, latitude DOUBLE, housing_median_age DOUBLE, total_rooms DOUBLE,"
              + " total_bedrooms DOUBLE, population DOUBLE, households DOUBLE, median_income DOUBLE,"
              + " median_house_value DOUBLE, ocean_proximity STRING",
          "adult",
          "age INT, workclass STRING, weight INT, education STRING, educationYears INT,"
              + " maritalStatus STRING, occupation STRING, relationship STRING, race STRING,"
              + " sex STRING, capitalGain INT, capitalLoss INT, hoursPerWeek INT, country STRING,"
              + " income STRING");

  @ParameterizedTest
  @CsvSource({
    "iris, iris/iris.csv",
    "california, california-housing/housing.csv",
    "adult, adult/adult-train.csv"
  })
  void haveTheSameBits(String name, String data) throws Exception {
    Jobs.shared(data);
    Path file = Path.of(System.getProperty("weir.root"), "deploy/jobs", name + ".yaml");
    JobSpec job = JobFile.read(Location.of(file), List.of("train.epochs=1"));
    DataSpec spec = job.data();
    boolean tested = !spec.test().paths().isEmpty();
    Map<RowSet, Dataset<Row>> rows =
        tested
            ? Map.of(
                RowSet.TRAINING, read(name, spec, spec.train()),
                RowSet.TEST, read(name, spec, spec.test().paths()))
            : Map.of(RowSet.TRAINING, read(name, spec, spec.train()));
    var typed =
        new DataSpec(
            DataFormat.FRAME,
            List.of(),
            tested ? HoldOut.FRAME : spec.test(),
            spec.validation(),
            TableSpec.DEFAULT
                .withLabels(spec.table().labels())
                .withPositive(spec.table().positive()),
            spec.image(),
            spec.prepare(),
            spec.series());
    var frames =
        new JobSpec(
            job.name(),
            typed,
            job.model(),
            job.loss(),
            job.optimizer(),
            job.train(),
            job.cluster(),
            job.output());
    var training = new TrainingJob(Tables.SPARK, new TrainingListener() {});
    TrainingJob.Outcome ofFile = training.run(job);
    TrainingJob.Outcome ofFrame = training.run(frames, new Frames(rows));
    assertThat(ofFrame.report().weightsSha256()).isEqualTo(ofFile.report().weightsSha256());
    assertThat(ofFrame.report().results().testLoss())
        .isEqualTo(ofFile.report().results().testLoss());
  }

  private static Dataset<Row> read(String name, DataSpec spec, List<String> paths) {
    return Tables.SPARK
        .read()
        .schema(SCHEMAS.get(name))
        .option("header", spec.table().dialect().header())
        .option("ignoreLeadingWhiteSpace", true)
        .option("ignoreTrailingWhiteSpace", true)
        .option("nullValue", "?")
        .csv(paths.toArray(String[]::new))
        .repartition(3);
  }
}
