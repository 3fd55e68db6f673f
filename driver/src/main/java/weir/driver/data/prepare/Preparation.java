package weir.driver.data.prepare;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import weir.driver.UserInputException;
import weir.driver.config.ColumnKind;
import weir.driver.config.SlidingWindow;
import weir.driver.data.row.RawSchema;

/**
 * Everything between a row as read and a row as trained on, fitted once and stored with the model:
 * the same for training, test and prediction. Immutable by convention; travels to executors.
 *
 * @param columns feature columns in order; prepared rows hold their numbers side by side
 * @param targets the labels in order
 */
public record Preparation(List<FittedColumn> columns, List<FittedTarget> targets)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public Preparation {
    columns = List.copyOf(columns);
    targets = List.copyOf(targets);
  }

  /** Numbers of a prepared row. */
  @JsonIgnore
  public int width() {
    return columns.stream().mapToInt(FittedColumn::width).sum();
  }

  /**
   * What each number of a target is, in order.
   *
   * @param window null where each row is one by itself
   */
  public List<FittedTarget> outputs(SlidingWindow window) {
    if (window == null) {
      return targets.stream().flatMap(target -> target.numbers()).toList();
    }
    return IntStream.rangeClosed(1, window.horizon())
        .boxed()
        .flatMap(ahead -> targets.stream().map(target -> output(target, ahead, window)))
        .toList();
  }

  /** A difference has the unit of its label, but starts at zero. */
  private static FittedTarget output(FittedTarget target, int ahead, SlidingWindow window) {
    FittedTarget named = window.horizon() == 1 ? target : target.named(target.name() + "+" + ahead);
    return window.difference() ? FittedTarget.ofNumber(named.name(), 0, target.divisor()) : named;
  }

  /** Where the feature columns lie in rows of a schema; −1 where one is not there. */
  public int[] positions(RawSchema schema) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < schema.columns().size(); i++) {
      places.putIfAbsent(schema.columns().get(i).name(), i);
    }
    return columns.stream().mapToInt(column -> places.getOrDefault(column.name(), -1)).toArray();
  }

  /** What each column of one value a row holds, features and labels, by name. */
  public Map<String, ColumnKind> kinds() {
    Map<String, ColumnKind> kinds = new TreeMap<>();
    for (FittedColumn column : columns) {
      switch (column.kind()) {
        case NUMBER -> kinds.put(column.name(), ColumnKind.NUMBER);
        case CATEGORY -> kinds.put(column.name(), ((FittedColumn.CategoryColumn) column).of());
        case IDS, HASHED -> kinds.put(column.name(), ColumnKind.TEXT);
        case VECTOR, BYTES, SPARSE -> {}
      }
    }
    targets.forEach(target -> kinds.put(target.name(), target.of()));
    return kinds;
  }

  /** Labels of the classes in order of their indices; empty where the targets are numbers. */
  @JsonIgnore
  public List<String> classes() {
    return targets.isEmpty() ? List.of() : targets.get(0).classes();
  }

  /** True when the label of each step is the next token: a language model. */
  public boolean foretellsTokens() {
    return !targets.isEmpty() && targets.get(0).isNext();
  }

  /** True when prepared rows are sparse. */
  @JsonIgnore
  public boolean sparse() {
    return switch (columns.get(0).kind()) {
      case SPARSE, HASHED -> true;
      case NUMBER, CATEGORY, VECTOR, BYTES, IDS -> false;
    };
  }

  /** What black and white pixels become. */
  @JsonIgnore
  public PixelRange pixels() {
    return columns.get(0) instanceof FittedColumn.BytesColumn bytes
        ? PixelRange.of(bytes)
        : PixelRange.UNIT;
  }

  /** As JSON, for the model's folder. */
  public String toJson() {
    try {
      return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a preparation is always JSON", e);
    }
  }

  /** Reads what {@link #toJson} wrote. */
  public static Preparation ofJson(String json) {
    try {
      return JsonMapper.builder().build().readValue(json, Preparation.class);
    } catch (JsonProcessingException e) {
      throw new UserInputException(
          "the model's preparation cannot be read: " + e.getOriginalMessage(), e);
    }
  }
}
