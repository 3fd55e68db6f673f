package weir.driver.config;

import java.io.Serializable;
import java.util.List;

/** A step that turns texts into numbers. */
public sealed interface TextStep extends PrepareSpec {

  /** How texts are cut. */
  TokenizerSpec tokenizer();

  /** An end of a sequence. */
  enum Side implements Choice {
    FRONT,
    BACK
  }

  /**
   * The length that all sequences get.
   *
   * @param steps ids of a row
   * @param padding where shorter texts are filled up
   * @param truncation where longer texts are cut
   */
  record Length(int steps, Side padding, Side truncation) implements Serializable {
    private static final long serialVersionUID = 1;

    public Length {
      Check.atLeast("steps", steps, 1);
    }

    /** Filled up and cut in front: the last steps are the last tokens. */
    public static Length of(int steps) {
      return new Length(steps, Side.FRONT, Side.FRONT);
    }

    /** Filled up at this end. */
    public Length withPadding(Side side) {
      return new Length(steps, side, truncation);
    }

    /** Cut at this end. */
    public Length withTruncation(Side side) {
      return new Length(steps, padding, side);
    }
  }

  /** A text becomes the ids of its tokens, for an embedding. */
  record TokenIds(
      TokenizerSpec tokenizer, VocabularySpec vocabulary, Length length, List<String> columns)
      implements TextStep {
    private static final long serialVersionUID = 1;

    public TokenIds {
      columns = List.copyOf(columns);
    }

    @Override
    public Kind kind() {
      return switch (tokenizer.unit()) {
        case WORDS -> Kind.WORDS;
        case CHARACTERS -> Kind.CHARACTERS;
      };
    }
  }

  /** A text becomes a sparse row of its runs of tokens, each at the place that its hash tells. */
  record Hashing(TokenizerSpec tokenizer, HashSpec hash, List<String> columns) implements TextStep {
    private static final long serialVersionUID = 1;

    public Hashing {
      columns = List.copyOf(columns);
    }

    @Override
    public Kind kind() {
      return Kind.HASH;
    }
  }
}
