package weir.driver.report;

import java.util.List;

/** Several listeners as one. */
record Listeners(List<TrainingListener> list) implements TrainingListener {
  @Override
  public void preparing(PrepareProgress progress) {
    list.forEach(listener -> listener.preparing(progress));
  }

  @Override
  public void started(TrainingPlan plan) {
    list.forEach(listener -> listener.started(plan));
  }

  @Override
  public void progressed(Progress progress) {
    list.forEach(listener -> listener.progressed(progress));
  }

  @Override
  public void epochEnded(EpochSummary summary) {
    list.forEach(listener -> listener.epochEnded(summary));
  }

  @Override
  public void recovered(Report.Recovery recovery) {
    list.forEach(listener -> listener.recovered(recovery));
  }

  @Override
  public void noted(String line) {
    list.forEach(listener -> listener.noted(line));
  }

  @Override
  public void ended(Report report) {
    list.forEach(listener -> listener.ended(report));
  }
}
