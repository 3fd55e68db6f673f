package weir.worker.nn.layer;

/**
 * A value in the rows that a layer cannot take. The same rows end in the same error: the data or
 * the model has to change.
 */
public final class InputValueException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The message names the value, what was expected and what to set. */
  public InputValueException(String message) {
    super(message);
  }

  /** The same with the layer's name in front. */
  public InputValueException in(String layer) {
    InputValueException named = new InputValueException("layer " + layer + ": " + getMessage());
    named.initCause(this);
    return named;
  }
}
