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
import weir.driver.model.ModelFile;
import weir.driver.report.HtmlReport;
import weir.driver.report.MetricsLog;
import weir.driver.report.Pictures;
import weir.driver.report.Report;
import weir.driver.report.ReportJson;
import weir.driver.report.RunFiles;
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
      String text = JobFile.write(resolved);
      folder.path().resolve(JobFile.RESOLVED).writeText(text);
      Engine.Trained trained = train(resolved, folder);
      Report report = trained.report();
      RunFiles files = new RunFiles(folder, this::warn);
      if (!folder.path().resolve(JobFile.RESOLVED).exists()) {
        files.write(JobFile.RESOLVED, text);
      }
      files.write(ReportJson.FILE, ReportJson.text(report) + "\n");
      Pictures pictures = Pictures.of(trained.epochs(), trained.examples());
      files.write(Pictures.FOLDER, pictures.bytes(), pictures::write);
      files.write(HtmlReport.FILE, HtmlReport.of(report, pictures));
      folder.keep();
      out.print(Summary.of(report));
      out.println("run folder " + folder.output());
      out.flush();
    }
    return 0;
  }

  /** What fails once the model is whole does not cost the model. */
  private Engine.Trained train(JobSpec resolved, RunFolder folder) throws Exception {
    try {
      return logged(resolved, folder);
    } catch (Exception e) {
      if (folder.path().resolve(ModelFile.FOLDER).resolve(ModelFile.MODEL).exists()) {
        folder.keep();
        warn("the model is whole, in " + folder.output() + "; what failed came after it");
      }
      throw e;
    }
  }

  private Engine.Trained logged(JobSpec resolved, RunFolder folder) throws Exception {
    Location file = folder.path().resolve(MetricsLog.FILE);
    try (ProgressDisplay display = ProgressDisplay.choose(spec.commandLine().getErr())) {
      MetricsLog log = new MetricsLog(file, display::noted);
      Engine.Trained trained;
      try (log) {
        TrainingListener listener = TrainingListener.of(List.of(log, display));
        trained = engine.train(resolved, folder.path(), listener);
      }
      if (!log.whole()) {
        display.noted(file + " has lost lines, or is gone; it is written again");
        new RunFiles(folder, display::noted)
            .write(MetricsLog.FILE, MetricsLog.text(trained.epochs()));
      }
      return trained;
    }
  }

  private void warn(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("weir: " + line);
    err.flush();
  }
}
