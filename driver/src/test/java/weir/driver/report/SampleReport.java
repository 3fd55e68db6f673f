package weir.driver.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import weir.proto.client.Phase;
import weir.proto.client.Traffic;
import weir.tensor.BlasInfo;

/** Reports for tests. */
public final class SampleReport {
  private SampleReport() {}

  /** A classification with everything in it. */
  public static Report full() {
    var metrics = new LinkedHashMap<String, Measure>();
    metrics.put("accuracy", Measure.of(0.9761));
    metrics.put("rocAuc", Measure.none("only one class occurs"));
    return new Report(
        new Report.Run(
            "mnist-mlp",
            "classification",
            5,
            2345,
            101_770,
            2,
            2,
            1,
            "sync",
            "loss 0.01 reached",
            4),
        new Report.Setup(
            "2026-12-01T06:00:00Z",
            1,
            List.of("{dense: {units: 128}}", "{dense: {units: 10}}"),
            "{adam: {learningRate: 0.001}}"),
        new Report.Rows(
            54_000, new Report.HeldOut(6000, 0.1, 0.1), new Report.HeldOut(10_000, null, null)),
        new Report.Results(
            Measure.of(0.051),
            Measure.of(0.082),
            metrics,
            new Report.Positive("dog", 0.25),
            List.of(
                new Report.ClassResult("cat", Measure.of(0.5), Measure.of(1), Measure.of(0.25), 12),
                new Report.ClassResult(
                    "dog", Measure.of(0.75), Measure.of(0), Measure.of(0.125), 1)),
            List.of(List.of(12L, 0L), List.of(1L, 0L)),
            List.of()),
        new Report.Validation(4, Measure.of(0.079), Map.of("accuracy", Measure.of(0.97))),
        new Report.Decided("f1", 0.875),
        new Report.Seconds(21.3, 9.8, 4, 5.2, 1.1),
        Measure.of(57_600),
        "3f00",
        Map.of(Phase.FORWARD, 2.9, Phase.APPLY, 0.6),
        new Traffic(1000, 2000, 4690, 1, 2),
        List.of(4690L),
        List.of(new Report.Recovery(812, "executor lost", "worker 1", 9.4)),
        new BlasInfo("OpenBLAS", "0.3.31", "SkylakeX", 1, 104),
        Versions.with("4.1.0"));
  }

  /** A classification of more classes than a table has. */
  static Report vocabulary() {
    Report full = full();
    Report.Results results = full.results();
    return new Report(
        full.run(),
        full.setup(),
        full.rows(),
        new Report.Results(
            results.trainLoss(),
            results.testLoss(),
            results.metrics(),
            null,
            results.classes(),
            List.of(),
            List.of(new Report.ConfusedPair("cat", "dog", 7))),
        full.validation(),
        null,
        full.seconds(),
        full.samplesPerSecond(),
        full.weightsSha256(),
        full.phases(),
        full.traffic(),
        full.stalenessHistogram(),
        full.recoveries(),
        full.blas(),
        full.versions());
  }

  /** A regression without test rows whose loss overflowed. */
  public static Report bare() {
    return new Report(
        new Report.Run("line", "regression", 1, 3, 2, 1, 1, 1, "sync", null, null),
        new Report.Setup(
            "2026-12-01T06:00:00Z", 1, List.of("{dense: {units: 1}}"), "{sgd: {learningRate: 1}}"),
        new Report.Rows(3, new Report.HeldOut(0, null, null), new Report.HeldOut(0, null, null)),
        new Report.Results(
            Measure.of(Double.POSITIVE_INFINITY),
            Measure.none("there are no test rows"),
            Map.of(),
            null,
            List.of(),
            List.of(),
            List.of()),
        null,
        null,
        new Report.Seconds(1, 0, 0, 0, 0),
        Measure.of(Double.NaN, "the training took no time"),
        "00",
        Map.of(),
        new Traffic(0, 0, 3, 0, 0),
        List.of(3L),
        List.of(),
        new BlasInfo("Java", "17", "scalar", 1, 0.5),
        Versions.with("4.1.0"));
  }
}
