package weir.driver.api;

import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.DropoutSpec;
import weir.worker.nn.spec.FlattenSpec;

/** The layers of {@link Sequential}. For static import. */
public final class Layers {
  private Layers() {}

  /** A fully connected layer: {@code [.., in]} to {@code [.., units]}. */
  public static DenseLayer dense(int units) {
    return new DenseLayer(units);
  }

  /** In training, each number is 0 with probability {@code rate}; {@code 0 <= rate < 1}. */
  public static Layer dropout(double rate) {
    DropoutSpec dropout = new DropoutSpec(rate);
    return () -> dropout;
  }

  /** Any shape to one dimension, images in PyTorch's order C·H·W. */
  public static Layer flatten() {
    return FlattenSpec::new;
  }

  /** An activation as a layer of its own. */
  public static Layer activation(ActivationKind function) {
    return activation(ActivationSpec.of(function));
  }

  /** An activation with options, such as {@code ActivationSpec.leakyRelu(0.2)}. */
  public static Layer activation(ActivationSpec activation) {
    return () -> activation;
  }
}
