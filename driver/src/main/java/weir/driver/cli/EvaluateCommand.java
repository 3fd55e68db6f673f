package weir.driver.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import weir.driver.config.DataFormat;
import weir.driver.files.Location;
import weir.driver.report.Report;
import weir.driver.report.ReportJson;
import weir.driver.report.Summary;

/** {@code weir evaluate MODEL --data PATH}. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Loss and metrics of a model on rows with labels.")
final class EvaluateCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL|RUN", description = "Model folder or run folder.")
  Location model;

  @Option(
      names = "--data",
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, folders or globs.")
  List<String> data;

  @Option(
      names = "--format",
      description = "One of ${COMPLETION-CANDIDATES}; guessed, or as in training.")
  DataFormat format;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  boolean json;

  private final Engine engine;

  EvaluateCommand(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Integer call() throws Exception {
    Location folder = ModelFolder.find(model);
    Report.Results results = engine.evaluate(new Engine.Rows(folder, Paths.absolute(data), format));
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? ReportJson.text(results) + "\n" : Summary.of(results));
    out.flush();
    return 0;
  }
}
