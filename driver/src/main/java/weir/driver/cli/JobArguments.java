package weir.driver.cli;

import java.util.List;
import picocli.CommandLine.Parameters;
import weir.driver.config.JobSpec;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;

/** A job on the command line: {@code JOB [key=value …]}. */
final class JobArguments {
  @Parameters(index = "0", paramLabel = "JOB", description = "Job file, see docs/job.md.")
  Location job;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "KEY=VALUE",
      description = "Keys of the job to override, such as train.epochs=10.")
  List<String> overrides = List.of();

  /** The job with its overrides. */
  JobSpec read() {
    return JobFile.read(job, overrides);
  }
}
