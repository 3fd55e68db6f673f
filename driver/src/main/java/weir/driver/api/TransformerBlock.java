package weir.driver.api;

import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.TransformerBlockSpec;

/**
 * A transformer block and its options; made by {@link Layers#transformerBlock}. With relu, without
 * dropout, every step seen, norms before, unless told otherwise. Immutable: each method returns
 * another.
 */
public final class TransformerBlock implements Layer {
  private final TransformerBlockSpec spec;

  TransformerBlock(TransformerBlockSpec spec) {
    this.spec = spec;
  }

  /** After the first layer of the feed-forward network. */
  public TransformerBlock activation(ActivationKind function) {
    return activation(ActivationSpec.of(function));
  }

  /** The same with options. */
  public TransformerBlock activation(ActivationSpec activation) {
    return new TransformerBlock(spec.withActivation(activation));
  }

  /** Behind the attention and behind both dense layers; {@code 0 <= rate < 1}. */
  public TransformerBlock dropout(double rate) {
    return new TransformerBlock(spec.withDropout(rate));
  }

  /** A step sees itself and earlier steps only. */
  public TransformerBlock causal() {
    return new TransformerBlock(spec.withCausal(true));
  }

  /** Norms stand behind the residual sums, as in the paper. */
  public TransformerBlock normAfter() {
    return new TransformerBlock(spec.withNorm(TransformerBlockSpec.Norm.AFTER));
  }

  @Override
  public TransformerBlockSpec spec() {
    return spec;
  }
}
