package weir.driver.model;

import java.util.ArrayList;
import java.util.List;
import weir.driver.config.JobSpec;
import weir.driver.data.prepare.Preparation;
import weir.driver.report.Report;
import weir.proto.partition.Segment;
import weir.tensor.Shape;
import weir.worker.metric.Threshold;
import weir.worker.nn.Network;
import weir.worker.nn.spec.NetworkSpec;

/**
 * A network with its weights and all it takes to use it on new rows. Immutable by convention.
 *
 * @param job that trained it
 * @param input shape of one prepared row
 * @param preparation from a row as read to a row as the network sees it
 * @param threshold how probable the positive one of two classes is where it is told
 * @param weights flat, tensors in network order
 */
public record TrainedModel(
    JobSpec job,
    Shape input,
    Preparation preparation,
    Threshold threshold,
    float[] weights,
    Provenance provenance) {

  /** The same with other weights. */
  TrainedModel with(float[] others) {
    return new TrainedModel(job, input, preparation, threshold, others, provenance);
  }

  /** The network without its weights. */
  public NetworkSpec network() {
    return job.model().network(input, job.loss());
  }

  /** Labels of the classes in order of their indices; empty where numbers are predicted. */
  public List<String> labels() {
    return preparation.classes();
  }

  /**
   * The class that counts as yes where two are told apart, for precision, recall and their curves;
   * 1 where labels are 0, 1 or between; null with more classes, and for numbers.
   */
  public Report.Positive positive() {
    String label = positiveLabel();
    return label == null ? null : new Report.Positive(label, threshold.probability());
  }

  private String positiveLabel() {
    List<String> labels = labels();
    return switch (job.loss().kind()) {
      case SOFTMAX_CROSS_ENTROPY -> labels.size() == 2 ? labels.get(1) : null;
      case BINARY_CROSS_ENTROPY -> labels.size() == 2 ? labels.get(1) : "1";
      case MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR, HUBER, SMOOTH_L1 -> null;
    };
  }

  /** How many numbers were trained: buffers such as running means do not count. */
  public int parameters() {
    return new Network(network()).segments().parameters();
  }

  /** Name, shape and place of each tensor. */
  public List<TensorEntry> tensors() {
    Network network = new Network(network());
    List<TensorEntry> tensors = new ArrayList<>();
    List<Segment> segments = network.segments().list();
    for (int index = 0; index < segments.size(); index++) {
      Segment segment = segments.get(index);
      tensors.add(new TensorEntry(segment.name(), network.shape(index), segment.offset()));
    }
    return tensors;
  }

  /** SHA-256 of the weights, as in the report. */
  public String weightsSha256() {
    return FloatBytes.sha256(weights);
  }
}
