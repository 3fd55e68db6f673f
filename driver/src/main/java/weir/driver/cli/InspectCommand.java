package weir.driver.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import weir.driver.Shown;
import weir.driver.config.text.OneLine;
import weir.driver.files.Location;
import weir.driver.model.ModelFile;
import weir.driver.model.Provenance;
import weir.driver.model.TensorEntry;
import weir.driver.model.TrainedModel;
import weir.driver.report.Figures;
import weir.driver.report.ReportJson;
import weir.driver.report.ReportReader;
import weir.driver.report.Summary;
import weir.tensor.Shape;
import weir.worker.nn.Network;

/** {@code weir inspect MODEL|RUN}: what it is. Runs without Spark. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Shows layers, shapes, parameters and weights of a model, and how a run went.")
final class InspectCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL|RUN", description = "Model folder or run folder.")
  Location path;

  @Override
  public Integer call() throws Exception {
    TrainedModel model = ModelFile.read(ModelFolder.find(path));
    PrintWriter out = spec.commandLine().getOut();
    Provenance from = model.provenance();
    out.printf("model %s, by %s%n", model.job().name(), OneLine.of(new TreeMap<>(from.versions())));
    out.printf(
        "from %s, seed %d, %d virtual workers%n", from.data(), from.seed(), from.virtualWorkers());
    out.printf("input %s", model.input());
    out.println(model.labels().isEmpty() ? "" : ", classes " + Shown.names(model.labels()));
    layers(out, model);
    for (TensorEntry tensor : model.tensors()) {
      out.printf(
          Locale.ROOT,
          "  %-16s %-14s %,12d%n",
          tensor.name(),
          tensor.shape(),
          tensor.shape().size());
    }
    out.println(Figures.count(model.parameters(), "parameter"));
    out.println("weights " + model.weightsSha256());
    Location report = path.resolve(ReportJson.FILE);
    if (report.exists()) {
      out.println();
      out.print(Summary.of(ReportReader.read(report)));
    }
    out.flush();
    return 0;
  }

  private static void layers(PrintWriter out, TrainedModel model) {
    List<String> layers = OneLine.layers(model.job().model());
    List<Shape> shapes = new Network(model.network()).layerShapes();
    for (int index = 0; index < layers.size(); index++) {
      out.printf("  %-3d %-60s -> %s%n", index, layers.get(index), shapes.get(index));
    }
  }
}
