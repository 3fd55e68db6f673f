package weir.ml;

import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import weir.driver.model.TrainedModel;

/** Saving and loading of models: params as Spark's own stages keep them, the rest beside them. */
final class ModelStore {
  private ModelStore() {}

  /** Makes a model of what was read. */
  interface Maker<M> {
    M make(String uid, TrainedModel trained);
  }

  static MLWriter writer(Params model, TrainedModel trained) {
    return new MLWriter() {
      @Override
      public void saveImpl(String path) {
        DefaultParamsWriter$.MODULE$.saveMetadata(model, path, sparkSession());
        ModelFolder.write(trained, path, sparkSession());
      }
    };
  }

  static <M extends Params> MLReader<M> reader(Class<M> type, Maker<M> maker) {
    return new MLReader<>() {
      @Override
      public M load(String path) {
        DefaultParamsReader.Metadata metadata =
            DefaultParamsReader$.MODULE$.loadMetadata(path, sparkSession(), type.getName());
        M model = maker.make(metadata.uid(), ModelFolder.read(path, sparkSession()));
        metadata.getAndSetParams(model, metadata.getAndSetParams$default$2());
        return model;
      }
    };
  }
}
