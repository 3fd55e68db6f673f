package weir.driver.cli;

import java.io.PrintWriter;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import weir.driver.config.JobSpec;
import weir.driver.config.RateRange;
import weir.driver.files.Location;
import weir.driver.report.Figures;
import weir.driver.report.RateCurve;

/** {@code weir find-rate JOB [key=value …]}. */
@Command(
    name = "find-rate",
    mixinStandardHelpOptions = true,
    description = {
      "Suggests a learning rate, from the loss while the rate rises.",
      "Writes loss against rate as a picture and as JSON beside the job's output."
    })
final class FindRateCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Mixin JobArguments job;

  @Option(names = "--from", description = "Rate of the first step (${DEFAULT-VALUE}).")
  double from = RateRange.DEFAULT.from();

  @Option(names = "--to", description = "Rate of the last step (${DEFAULT-VALUE}).")
  double to = RateRange.DEFAULT.to();

  @Option(names = "--steps", description = "Steps, at most (${DEFAULT-VALUE}).")
  int steps = RateRange.DEFAULT.steps();

  private final Engine engine;

  FindRateCommand(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Integer call() throws Exception {
    RateRange range = new RateRange(from, to, steps);
    JobSpec resolved = job.read();
    Location output = Location.of(resolved.output());
    output.require("output=" + output);
    DriversMachine.check(System.getProperties(), "output=", output, spec.commandLine().getErr());
    RateCurve curve = engine.findRate(resolved, range);
    Location folder = output.sibling(output.name() + "-rates");
    curve.write(folder);
    OptionalDouble suggestion = curve.suggestion();
    PrintWriter out = spec.commandLine().getOut();
    out.println(Figures.count(curve.points().size(), "step"));
    out.println(
        suggestion.isPresent()
            ? "suggested learning rate " + Figures.rough(suggestion.getAsDouble())
            : "no rate lowered the loss; look at the picture, and try --to or --steps higher");
    out.println("rates folder " + folder);
    out.flush();
    return 0;
  }
}
