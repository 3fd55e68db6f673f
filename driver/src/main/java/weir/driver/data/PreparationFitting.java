package weir.driver.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import weir.driver.UserInputException;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.TextStep;
import weir.driver.data.fit.FitPlan;
import weir.driver.data.fit.RowStatistics;
import weir.driver.data.fit.ScalarStatistics;
import weir.driver.data.prepare.FittedColumn;
import weir.driver.data.prepare.FittedTarget;
import weir.driver.data.prepare.Fitting;
import weir.driver.data.prepare.NextTokens;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.prepare.TargetFitting;
import weir.driver.data.rank.Survey;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawSchema;
import weir.driver.data.source.RowSource;

/** Checks what the survey saw and fits the preparation to the training rows. */
final class PreparationFitting {
  private final DataRequest request;
  private final FitPlan plan;
  private final Survey survey;
  private final RawSchema schema;
  private final RowChecks rows;
  private final LabelChecks labels;

  PreparationFitting(
      DataRequest request, Map<RowSet, RowSource> sources, FitPlan plan, Survey survey) {
    this.request = request;
    this.plan = plan;
    this.survey = survey;
    this.schema = plan.schema();
    if (survey.rows(RowSet.TRAINING.ordinal()) == 0) {
      throw noRows(request.data());
    }
    this.rows = new RowChecks(sources);
    this.labels = new LabelChecks(sources);
  }

  private static UserInputException noRows(DataSpec data) {
    boolean frame = data.format() == DataFormat.FRAME;
    String train = frame ? "the DataFrame" : "data.train=" + String.join(", ", data.train());
    if (data.sequence() == null) {
      return new UserInputException(
          train + " has no rows to train on (expected: >= 1)" + (frame ? "" : "; set data.train"));
    }
    TextStep.TokenIds tokens = data.sequence();
    return new UserInputException(
        train
            + " leaves no "
            + (tokens.length().steps() + 1)
            + " "
            + tokens.kind().key()
            + " in a row to train on (expected: one token more than steps="
            + tokens.length().steps()
            + "); set data.prepare");
  }

  private RowStatistics training() {
    return survey.statistics()[RowSet.TRAINING.ordinal()];
  }

  /**
   * @param medians looks for the medians of columns (by index, with their count of numbers)
   */
  Preparation fit(Function<Map<Integer, Long>, Map<String, Double>> medians) {
    StepChecks.check(schema, plan, request.target());
    if (request.inputWidth() == 0) {
      rows.checkExtent(training(), plan.extent());
    }
    forEachSet((set, known) -> labels.checkValues(set, known, request.target()));
    rows.checkKinds(plan, training());
    Map<Integer, Long> wanted = wantedMedians();
    Map<String, Double> found = wanted.isEmpty() ? Map.of() : medians.apply(wanted);
    List<FittedColumn> columns = new Fitting(plan, training(), found, givenWidth()).columns();
    return request.data().sequence() == null
        ? new Preparation(columns, targets())
        : NextTokens.preparation(columns.get(0), request.outputs());
  }

  /**
   * Checks all sets against what was fitted.
   *
   * @throws UserInputException with the first row that cannot be prepared, or has another label
   */
  void check(Preparation fitted) {
    forEachSet((set, known) -> rows.checkFeatures(set, known, fitted));
    forEachSet((set, known) -> labels.checkTargets(set, known, fitted, request.target()));
  }

  private void forEachSet(BiConsumer<RowSet, RowStatistics> check) {
    for (RowSet set : RowSet.values()) {
      RowStatistics known = survey.statistics()[set.ordinal()];
      if (known != null) {
        check.accept(set, known);
      }
    }
  }

  private int givenWidth() {
    return schema.sparse() ? request.inputWidth() : 0;
  }

  private Map<Integer, Long> wantedMedians() {
    Map<Integer, Long> wanted = new HashMap<>();
    List<RawColumn> features = schema.features();
    for (int i = 0; i < features.size(); i++) {
      if (training().column(i) instanceof ScalarStatistics known
          && Fitting.wantsMedian(plan, features.get(i))) {
        long numbers = known.moments().count();
        if (numbers > 0) {
          wanted.put(i, numbers);
        }
      }
    }
    return wanted;
  }

  private List<FittedTarget> targets() {
    return IntStream.range(schema.firstLabel(), schema.columns().size())
        .mapToObj(label -> target(schema.columns().get(label), training().scalar(label)))
        .toList();
  }

  private FittedTarget target(RawColumn label, ScalarStatistics known) {
    String name = label.name();
    String positive = request.data().table().positive();
    TargetFitting fitting = new TargetFitting(name, label.kind().of(), positive, request.outputs());
    if (request.target() == TargetKind.NUMBER) {
      return fitting.number(known, plan.steps());
    }
    boolean several = schema.labels() > 1;
    if (request.target() == TargetKind.BINARY && (several || fitting.isBetween(known))) {
      return FittedTarget.ofNumber(name, 0, 1);
    }
    if (positive == null) {
      labels.checkRange(known, request.outputs());
    }
    return fitting.classes(known);
  }
}
