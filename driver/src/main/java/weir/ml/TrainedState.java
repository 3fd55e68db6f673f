package weir.ml;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import org.apache.spark.ml.linalg.Vector;
import weir.driver.model.TrainedModel;
import weir.worker.nn.spec.NetworkSpec;

/** What a model has learned, and how to score rows with it on the driver. Thread-safe. */
final class TrainedState {
  private final TrainedModel trained;
  private final Scorer scorer;

  TrainedState(TrainedModel trained) {
    this.trained = trained;
    this.scorer = new Scorer(trained.network(), trained.weights(), trained.preparation().sparse());
  }

  TrainedModel trained() {
    return trained;
  }

  /** What tasks need but the weights. */
  Recipe recipe() {
    return new Recipe(trained.network(), trained.preparation().sparse());
  }

  int outputs() {
    return scorer.outputs();
  }

  int features() {
    return trained.preparation().width();
  }

  /** The outputs for one row. */
  synchronized float[] score(Vector row) {
    float[] all = scorer.score(Collections.singletonList(row));
    return Arrays.copyOf(all, outputs());
  }

  /** A network without weights, and how its rows are kept. */
  record Recipe(NetworkSpec network, boolean sparse) implements Serializable {
    private static final long serialVersionUID = 1;

    Scorer scorer(float[] weights) {
      return new Scorer(network, weights, sparse);
    }
  }
}
