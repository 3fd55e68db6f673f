package weir.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.ml.PipelineModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.PageBlocks;

class SparkMlPageTest {
  @Test
  void theProgramOfThePageRuns(@TempDir Path folder) throws Exception {
    String example = PageBlocks.source(SparkMlExample.class);
    assertThat(example)
        .contains(PageBlocks.java("docs/spark-ml.md", 1), PageBlocks.java("docs/spark-ml.md", 2));
    String file = folder.resolve("flowers.csv").toUri().toString();
    String model = folder.resolve("model").toUri().toString();
    Flowers.rows().drop("label").coalesce(1).write().option("header", true).csv(file);
    SparkMlExample.main(new String[] {file, model});
    var network = (WeirClassificationModel) PipelineModel.load(model).stages()[2];
    assertThat(network.getMaxIter()).isEqualTo(10);
  }
}
