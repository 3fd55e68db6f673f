package weir.driver.config;

import java.io.Serializable;

/**
 * Which tokens of the training rows get an id of their own: the most frequent ones.
 *
 * @param size ids in all, with those of padding and of unknown tokens
 * @param minCount how often a token must occur
 */
public record VocabularySpec(int size, long minCount) implements Serializable {
  private static final long serialVersionUID = 1;

  /** Ids are float32 numbers in a prepared row, which hold whole numbers up to this. */
  private static final int MOST = 1 << 24;

  /** Ten thousand ids. */
  public static final VocabularySpec DEFAULT = new VocabularySpec(10_000, 1);

  public VocabularySpec {
    Check.require(
        size >= 3 && size <= MOST,
        "vocabulary",
        size,
        "3.." + MOST + ", as 0 is padding and 1 stands for unknown tokens");
    Check.atLeast("minCount", minCount, 1);
  }

  /** With at most so many ids. */
  public VocabularySpec withSize(int ids) {
    return new VocabularySpec(ids, minCount);
  }

  /** With tokens that occur at least so often. */
  public VocabularySpec withMinCount(long least) {
    return new VocabularySpec(size, least);
  }
}
