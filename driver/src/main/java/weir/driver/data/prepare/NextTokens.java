package weir.driver.data.prepare;

import java.util.List;
import weir.driver.UserInputException;
import weir.driver.config.TextStep.Length;
import weir.driver.config.TextStep.Side;
import weir.driver.data.prepare.FittedColumn.IdsColumn;
import weir.driver.data.text.IdSequence;
import weir.driver.data.text.Vocabulary;

/**
 * The preparation of a language model. A row is a text of one token more than the network has
 * steps: the ids of all but the last are the input, those of all but the first the targets.
 */
public final class NextTokens {
  private NextTokens() {}

  /**
   * Foretells the tokens of a column.
   *
   * @param outputs of the model's last layer; 0 when unknown
   * @throws UserInputException when they are not as many as the vocabulary has ids
   */
  public static Preparation preparation(FittedColumn column, int outputs) {
    IdsColumn ids = (IdsColumn) column;
    Vocabulary vocabulary = new Vocabulary(ids.vocabulary());
    if (outputs > 0 && outputs != vocabulary.size()) {
      throw new UserInputException(
          "the last layer has "
              + outputs
              + " units (expected: "
              + vocabulary.size()
              + ", the ids of the vocabulary with padding and unknown); set the units of the last"
              + " layer");
    }
    int steps = ids.length().steps();
    var front = new Length(steps, Side.BACK, Side.BACK);
    var input = new IdsColumn(ids.name(), ids.tokenizer(), front, ids.vocabulary());
    return new Preparation(
        List.of(input), List.of(FittedTarget.ofNext("next", vocabulary.names(), steps)));
  }

  /** The same for texts of any length, of which the last tokens count: what comes next? */
  public static Preparation continuing(Preparation preparation) {
    IdsColumn ids = (IdsColumn) preparation.columns().get(0);
    Length last = ids.length().withTruncation(Side.FRONT);
    var input = new IdsColumn(ids.name(), ids.tokenizer(), last, ids.vocabulary());
    return new Preparation(List.of(input), preparation.targets());
  }

  /** Writes the ids of all tokens of a row but the first. */
  static IdSequence following(FittedColumn column) {
    IdsColumn ids = (IdsColumn) column;
    return new IdSequence(
        ids.tokenizer(), ids.length().withTruncation(Side.FRONT), ids.vocabulary());
  }
}
