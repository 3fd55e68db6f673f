package weir.driver.job;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import weir.driver.config.JobSpec;
import weir.driver.config.text.OneLine;
import weir.driver.data.PreparedData.RowCounts;
import weir.driver.evaluate.EvaluationResults;
import weir.driver.judge.BestEpoch;
import weir.driver.judge.RunState;
import weir.driver.model.TrainedModel;
import weir.driver.report.Measure;
import weir.driver.report.Report;
import weir.proto.client.Phase;
import weir.proto.client.Traffic;
import weir.tensor.Blas;
import weir.worker.metric.Evaluation;

/** Puts a finished run into the words of {@code report.json}. */
final class ReportBuilder {

  /** What a finished run has; {@code test} is null without test rows. */
  record Facts(
      RowCounts rows,
      WorkerLedger ledger,
      RunState state,
      Judgement.Kept kept,
      Evaluation test,
      TrainedModel model) {}

  private final JobSpec job;
  private final Blueprint blueprint;
  private final Stopwatch watch;

  ReportBuilder(JobSpec job, Blueprint blueprint, Stopwatch watch) {
    this.job = job;
    this.blueprint = blueprint;
    this.watch = watch;
  }

  Report build(Facts facts) {
    Traffic traffic = facts.ledger().traffic();
    Report.Seconds seconds = watch.seconds();
    double rows = (double) blueprint.ranks().rows() * facts.state().epoch();
    return new Report(
        run(facts),
        new Report.Setup(
            watch.started().toString(),
            job.train().seed(),
            OneLine.layers(job.model()),
            OneLine.optimizer(job.optimizer())),
        new Shares(job.data(), facts.rows()).told(),
        results(facts),
        validation(facts.kept()),
        Deciding.told(job, facts.kept(), facts.model().threshold()),
        seconds,
        Measure.of(rows / seconds.train()),
        facts.model().weightsSha256(),
        phases(facts.ledger()),
        traffic,
        List.of(traffic.applied()),
        facts.state().recoveries(),
        Blas.get().info(),
        facts.model().provenance().versions());
  }

  private Report.Run run(Facts facts) {
    BestEpoch best = facts.state().best();
    return new Report.Run(
        job.name(),
        job.classification() ? "classification" : "regression",
        facts.state().epoch(),
        facts.state().step(),
        blueprint.segments().parameters(),
        job.cluster().workers(),
        blueprint.training().virtualWorkers(),
        blueprint.training().shards(),
        job.train().consistency().kind().name().toLowerCase(Locale.ROOT),
        facts.state().stopped(),
        best == null ? null : best.epoch() + 1);
  }

  private static Report.Results results(Facts facts) {
    Measure trainLoss =
        Measure.of(facts.state().epochs().get(facts.state().epoch() - 1).trainLoss());
    return facts.test() == null
        ? EvaluationResults.none(trainLoss, facts.model())
        : EvaluationResults.of(trainLoss, facts.test(), facts.model());
  }

  private static Report.Validation validation(Judgement.Kept kept) {
    if (kept.validation().values().isEmpty()) {
      return null;
    }
    Map<String, Measure> metrics = new TreeMap<>();
    kept.validation()
        .values()
        .keySet()
        .forEach(name -> metrics.put(name, kept.validation().measure(name)));
    return new Report.Validation(kept.epoch() + 1, metrics.remove("loss"), metrics);
  }

  private static Map<Phase, Double> phases(WorkerLedger ledger) {
    Map<Phase, Double> phases = new EnumMap<>(Phase.class);
    double[] seconds = ledger.phaseSeconds();
    for (Phase phase : Phase.values()) {
      phases.put(phase, seconds[phase.ordinal()]);
    }
    return phases;
  }
}
