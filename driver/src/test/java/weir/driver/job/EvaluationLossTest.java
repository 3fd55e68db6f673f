package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.report.Report;
import weir.driver.report.Report.Recovery;
import weir.driver.report.TrainingListener;

class EvaluationLossTest {
  private final SparkContext spark = LocalSpark.session().sparkContext();
  private final List<Recovery> told = new ArrayList<>();

  private final TrainingListener listener =
      new TrainingListener() {
        @Override
        public void recovered(Recovery recovery) {
          told.add(recovery);
        }
      };

  /** Loses an executor, as Spark would tell, once the first job after training has begun. */
  private final SparkListener killer =
      new SparkListener() {
        private int training = -1;
        private boolean trained;

        @Override
        public void onJobStart(SparkListenerJobStart job) {
          String tags = job.properties().getProperty("spark.job.tags", "");
          training = tags.contains("weir-digits") ? job.jobId() : training;
          if (trained) {
            trained = false;
            spark.listenerBus().post(new SparkListenerExecutorRemoved(0, "7", "killed"));
          }
        }

        @Override
        public void onJobEnd(SparkListenerJobEnd job) {
          trained |= job.jobId() == training;
        }
      };

  @TempDir Path folder;

  @Test
  void anExecutorThatIsLostDuringEvaluationIsNamed() throws Exception {
    spark.addSparkListener(killer);
    try {
      Report report =
          new TrainingJob(LocalSpark.session(), listener).run(Jobs.digits(folder)).report();
      assertThat(report.recoveries()).hasSize(1);
      Recovery recovery = report.recoveries().get(0);
      assertThat(recovery.step()).isEqualTo(report.run().steps());
      assertThat(recovery.cause()).isEqualTo("executor lost during evaluation");
      assertThat(recovery.lost()).isEqualTo("executor 7 (killed)");
      assertThat(told).isEqualTo(report.recoveries());
    } finally {
      spark.removeSparkListener(killer);
    }
  }
}
