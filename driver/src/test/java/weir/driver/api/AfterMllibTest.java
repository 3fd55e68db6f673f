package weir.driver.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import weir.driver.LocalSpark;
import weir.driver.report.Report;

/** MLlib asks netlib for a native BLAS before Weir could say where one is. */
class AfterMllibTest {
  /** Trains a network of MLlib, then one of ours; prints library and SHA-256. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws InterruptedException {
      SparkSession spark = LocalSpark.session();
      trainWithMllib(spark);
      Report report = train(spark);
      System.out.println("RESULT " + report.blas().library() + " " + report.weightsSha256());
      spark.stop();
    }

    private static void trainWithMllib(SparkSession spark) {
      List<Row> rows = new ArrayList<>();
      for (int index = 0; index < 20; index++) {
        rows.add(RowFactory.create(index % 2.0, Vectors.dense(index % 2, index)));
      }
      StructType columns =
          new StructType()
              .add("label", DataTypes.DoubleType)
              .add("features", SQLDataTypes.VectorType());
      new MultilayerPerceptronClassifier()
          .setLayers(new int[] {2, 3, 2})
          .setMaxIter(2)
          .fit(spark.createDataFrame(rows, columns));
    }
  }

  private static Report train(SparkSession spark) throws InterruptedException {
    return SmallDigits.model()
        .fit(spark, SmallDigits.data(), SmallDigits.settings().epochs(1))
        .report();
  }

  @Test
  void trainsOnOpenBlasToTheSameBits() throws Exception {
    Report expected = train(LocalSpark.session());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!argument.startsWith("-javaagent") && !argument.startsWith("-agentlib")) {
        command.add(argument);
      }
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output)
        .contains("RESULT " + expected.blas().library() + " " + expected.weightsSha256());
    assertThat(expected.blas().library()).isEqualTo("OpenBLAS");
  }
}
