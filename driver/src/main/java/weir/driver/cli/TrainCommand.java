package weir.driver.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import weir.driver.UserInputException;
import weir.driver.config.JobSpec;
import weir.driver.config.text.JobFile;
import weir.driver.report.History;
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
    PrintWriter out = spec.commandLine().getOut();
    try (RunFolder folder = RunFolder.claim(output(resolved), overwrite)) {
      Files.writeString(folder.path().resolve(JobFile.RESOLVED), JobFile.write(resolved));
      var history = new History();
      Engine.Trained trained = train(resolved, folder.path(), history);
      Report report = trained.report();
      Pictures pictures = Pictures.of(history.epochs(), trained.examples());
      pictures.write(folder.path());
      ReportJson.write(report, folder.path().resolve(ReportJson.FILE));
      Files.writeString(folder.path().resolve(HtmlReport.FILE), HtmlReport.of(report, pictures));
      folder.keep();
      out.print(Summary.of(report));
      out.println("run folder " + folder.output());
      out.flush();
    }
    return 0;
  }

  private Engine.Trained train(JobSpec resolved, Path folder, History history) throws Exception {
    var log = new MetricsLog(folder.resolve(MetricsLog.FILE));
    try (ProgressDisplay display = ProgressDisplay.choose(spec.commandLine().getErr())) {
      return engine.train(resolved, folder, TrainingListener.of(List.of(log, history, display)));
    }
  }

  /** The run folder of a job. */
  static Path output(JobSpec job) {
    String output = job.output();
    if (output.matches("[a-zA-Z][a-zA-Z0-9+.-]+:/.*") && !output.startsWith("file:/")) {
      throw new UserInputException(
          "output=" + output + " (expected: a folder on the driver's machine); set output");
    }
    return Path.of(output.replaceFirst("^file:/+", "/"));
  }
}
