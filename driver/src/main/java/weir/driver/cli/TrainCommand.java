package weir.driver.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import weir.driver.config.JobSpec;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;
import weir.driver.report.HtmlReport;
import weir.driver.report.MetricsLog;
import weir.driver.report.Pictures;
import weir.driver.report.Report;
import weir.driver.report.ReportJson;
import weir.driver.report.RunFolder;
import weir.driver.report.Summary;
import weir.driver.report.TrainingListener;

/** {@code weir train JOB [key=value …]}. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Trains what a job file describes; writes model, report and metrics.")
final class TrainCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Mixin JobArguments job;

  @Option(names = "--overwrite", description = "Replace the run that is in the output folder.")
  boolean overwrite;

  private final Engine engine;

  TrainCommand(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Integer call() throws Exception {
    JobSpec resolved = job.read();
    Location output = Location.of(resolved.output());
    PrintWriter err = spec.commandLine().getErr();
    DriversMachine.check(System.getProperties(), "output=", output, err);
    PrintWriter out = spec.commandLine().getOut();
    try (RunFolder folder = RunFolder.claim(output, overwrite)) {
      folder.path().resolve(JobFile.RESOLVED).writeText(JobFile.write(resolved));
      Engine.Trained trained = train(resolved, folder.path());
      Report report = trained.report();
      Pictures pictures = Pictures.of(trained.epochs(), trained.examples());
      pictures.write(folder.path());
      folder.path().resolve(ReportJson.FILE).writeText(ReportJson.text(report) + "\n");
      folder.path().resolve(HtmlReport.FILE).writeText(HtmlReport.of(report, pictures));
      folder.keep();
      out.print(Summary.of(report));
      out.println("run folder " + folder.output());
      out.flush();
    }
    return 0;
  }

  private Engine.Trained train(JobSpec resolved, Location folder) throws Exception {
    try (var log = new MetricsLog(folder.resolve(MetricsLog.FILE));
        ProgressDisplay display = ProgressDisplay.choose(spec.commandLine().getErr())) {
      return engine.train(resolved, folder, TrainingListener.of(List.of(log, display)));
    }
  }
}
