package weir.driver.data.prepare;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;
import weir.driver.config.ColumnKind;
import weir.driver.config.HashSpec;
import weir.driver.config.TextStep;
import weir.driver.config.TokenizerSpec;
import weir.driver.data.text.Vocabulary;

/**
 * What becomes of one feature column: which numbers of a prepared row it fills, and how. Everywhere
 * {@code y = (x − shift) / divisor}, in double, then rounded to float32.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = FittedColumn.NumberColumn.class, name = "number"),
  @JsonSubTypes.Type(value = FittedColumn.CategoryColumn.class, name = "category"),
  @JsonSubTypes.Type(value = FittedColumn.VectorColumn.class, name = "vector"),
  @JsonSubTypes.Type(value = FittedColumn.BytesColumn.class, name = "bytes"),
  @JsonSubTypes.Type(value = FittedColumn.SparseColumn.class, name = "sparse"),
  @JsonSubTypes.Type(value = FittedColumn.IdsColumn.class, name = "ids"),
  @JsonSubTypes.Type(value = FittedColumn.HashedColumn.class, name = "hashed")
})
public sealed interface FittedColumn extends Serializable {

  /** The tag that {@code switch} uses. */
  enum Kind {
    NUMBER,
    CATEGORY,
    VECTOR,
    BYTES,
    SPARSE,
    IDS,
    HASHED
  }

  /** The tag of this column; the JSON has it as its type. */
  @JsonIgnore
  Kind kind();

  /** Name of the column before preparation. */
  String name();

  /** How many numbers of a prepared row it fills. */
  int width();

  /**
   * One number.
   *
   * @param fill stands for a missing value; null: a missing value is an error
   */
  record NumberColumn(String name, Double fill, double shift, double divisor)
      implements FittedColumn {
    /** What becomes of a number; infinite where float32 does not reach. */
    public float prepared(double number) {
      return (float) ((number - shift) / divisor);
    }

    @Override
    @JsonIgnore
    public Kind kind() {
      return Kind.NUMBER;
    }

    @Override
    @JsonIgnore
    public int width() {
      return 1;
    }
  }

  /**
   * A category, one-hot: 1 at the place of its value, all 0 for a value that training rows did not
   * have.
   *
   * @param of what the values are
   * @param fill stands for a missing value; null: a missing value is an error
   * @param vocabulary the values, sorted
   */
  record CategoryColumn(String name, ColumnKind of, String fill, List<String> vocabulary)
      implements FittedColumn {
    public CategoryColumn {
      vocabulary = List.copyOf(vocabulary);
    }

    @Override
    @JsonIgnore
    public Kind kind() {
      return Kind.CATEGORY;
    }

    @Override
    @JsonIgnore
    public int width() {
      return vocabulary.size();
    }
  }

  /**
   * A vector of numbers; each array holds {@code width} values or is null when it changes nothing.
   *
   * @param fill stands for NaN; null: NaN is an error
   */
  record VectorColumn(String name, int width, double[] fill, double[] shift, double[] divisor)
      implements FittedColumn {
    /** What becomes of a number at a position; infinite where float32 does not reach. */
    public float prepared(int position, double number) {
      return (float) (divisor == null ? number : (number - shift[position]) / divisor[position]);
    }

    @Override
    @JsonIgnore
    public Kind kind() {
      return Kind.VECTOR;
    }
  }

  /** Unsigned bytes such as pixels, all treated alike. */
  record BytesColumn(String name, int width, double shift, double divisor) implements FittedColumn {
    @Override
    @JsonIgnore
    public Kind kind() {
      return Kind.BYTES;
    }
  }

  /**
   * A sparse row. Zeros stay zeros, so values are only divided.
   *
   * @param divisor {@code width} values; null: values stay as they are
   */
  record SparseColumn(String name, int width, double[] divisor) implements FittedColumn {
    @Override
    @JsonIgnore
    public Kind kind() {
      return Kind.SPARSE;
    }
  }

  /**
   * A text as the ids of its tokens.
   *
   * @param vocabulary tokens that have an id, from {@link Vocabulary#FIRST} on
   */
  record IdsColumn(
      String name, TokenizerSpec tokenizer, TextStep.Length length, List<String> vocabulary)
      implements FittedColumn {
    public IdsColumn {
      vocabulary = List.copyOf(vocabulary);
    }

    @Override
    @JsonIgnore
    public Kind kind() {
      return Kind.IDS;
    }

    @Override
    @JsonIgnore
    public int width() {
      return length.steps();
    }
  }

  /** A text as a sparse row of hashed features. */
  record HashedColumn(String name, TokenizerSpec tokenizer, HashSpec hash) implements FittedColumn {
    @Override
    @JsonIgnore
    public Kind kind() {
      return Kind.HASHED;
    }

    @Override
    @JsonIgnore
    public int width() {
      return hash.features();
    }
  }
}
