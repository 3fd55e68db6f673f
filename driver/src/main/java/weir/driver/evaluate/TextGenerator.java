package weir.driver.evaluate;

import java.util.ArrayList;
import java.util.List;
import weir.driver.UserInputException;
import weir.driver.config.SamplingSpec;
import weir.driver.config.TokenizerSpec;
import weir.driver.data.prepare.FittedColumn.IdsColumn;
import weir.driver.data.text.TextWindows;
import weir.driver.data.text.Tokenizer;
import weir.driver.data.text.Vocabulary;
import weir.driver.model.TrainedModel;
import weir.tensor.RandomStream;
import weir.worker.data.Batch;
import weir.worker.nn.Network;
import weir.worker.nn.UnitGate;
import weir.worker.nn.layer.Pass;

/**
 * Lets a language model write: token after token, each drawn from what the network makes of the
 * last ones, as many as it has steps. Fewer are followed by padding, which a causal network does
 * not see. Runs without Spark. One thread only.
 */
public final class TextGenerator {
  private static final long STREAM = 0x67656e6572617465L;

  private final TrainedModel model;
  private final TokenizerSpec tokens;
  private final Vocabulary vocabulary;
  private final Network network;
  private final Batch batch;
  private final int steps;

  /**
   * For one model.
   *
   * @throws UserInputException when it foretells no tokens
   */
  public TextGenerator(TrainedModel model) {
    if (!model.preparation().foretellsTokens()) {
      throw new UserInputException(
          "model "
              + model.job().name()
              + " foretells no tokens (expected: a language model); train one with"
              + " data.label=next");
    }
    this.model = model;
    IdsColumn column = (IdsColumn) model.preparation().columns().get(0);
    tokens = column.tokenizer();
    vocabulary = new Vocabulary(column.vocabulary());
    steps = column.width();
    network = new Network(model.network());
    batch = new Batch(1, steps, steps, false);
    batch.rows(1);
  }

  /**
   * The prompt and what follows.
   *
   * @throws UserInputException when the prompt is empty, or holds tokens that training did not see
   */
  public String generate(String prompt, SamplingSpec sampling) throws InterruptedException {
    List<Integer> ids = ids(prompt);
    String between = TextWindows.separator(tokens);
    var text = new StringBuilder(prompt);
    var random = new RandomStream(sampling.seed(), STREAM, 0, 0);
    for (int written = 0; written < sampling.length(); written++) {
      int id = draw(logits(ids), sampling.temperature(), random.uniformDouble(written));
      ids.add(id);
      text.append(between).append(vocabulary.token(id));
    }
    return text.toString();
  }

  private List<Integer> ids(String prompt) {
    List<Integer> ids = new ArrayList<>();
    for (String token : new Tokenizer(tokens).tokens(prompt)) {
      int id = vocabulary.id(token);
      if (id == Vocabulary.UNKNOWN) {
        throw new UserInputException(
            "prompt holds \""
                + token
                + "\" (expected: "
                + tokens.unit().key()
                + " of the training rows); set prompt");
      }
      ids.add(id);
    }
    if (ids.isEmpty()) {
      throw new UserInputException(
          "prompt=\""
              + prompt
              + "\" (expected: "
              + tokens.unit().key()
              + " to begin with); set prompt");
    }
    return ids;
  }

  /** What may follow the last of the ids, from the first token of the vocabulary on. */
  private double[] logits(List<Integer> ids) throws InterruptedException {
    int seen = Math.min(steps, ids.size());
    for (int i = 0; i < steps; i++) {
      batch.values()[i] = i < seen ? ids.get(ids.size() - seen + i) : Vocabulary.PADDING;
    }
    network.forward(model.weights(), batch, Pass.EVALUATION, UnitGate.OPEN);
    double[] logits = new double[vocabulary.size() - Vocabulary.FIRST];
    int from = (seen - 1) * vocabulary.size() + Vocabulary.FIRST;
    for (int i = 0; i < logits.length; i++) {
      logits[i] = network.output(0)[from + i];
    }
    return logits;
  }

  /** By the inverse of the distribution function; {@code uniform} in [0, 1). */
  private static int draw(double[] logits, double temperature, double uniform) {
    double highest = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      highest = Math.max(highest, logit);
    }
    double[] sums = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      sum += StrictMath.exp((logits[i] - highest) / temperature);
      sums[i] = sum;
    }
    int drawn = 0;
    while (sums[drawn] <= uniform * sum) {
      drawn++;
    }
    return Vocabulary.FIRST + drawn;
  }
}
