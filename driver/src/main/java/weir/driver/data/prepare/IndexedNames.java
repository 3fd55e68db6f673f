package weir.driver.data.prepare;

import java.io.Serializable;
import java.util.AbstractList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/**
 * Names in an order, each found without a look at the others: of 100,000 labels every row asks for
 * one. Immutable; any thread.
 */
final class IndexedNames extends AbstractList<String> implements RandomAccess, Serializable {
  private static final long serialVersionUID = 1;

  private final List<String> names;
  private final transient Map<String, Integer> places;

  private IndexedNames(List<String> names) {
    this.names = names;
    this.places = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      places.putIfAbsent(names.get(i), i);
    }
  }

  /** These names, in their order. */
  static List<String> of(Collection<String> names) {
    return names instanceof IndexedNames same ? same : new IndexedNames(List.copyOf(names));
  }

  @Override
  public String get(int index) {
    return names.get(index);
  }

  @Override
  public int size() {
    return names.size();
  }

  @Override
  public int indexOf(Object name) {
    return places.getOrDefault(name, -1);
  }

  @Override
  public boolean contains(Object name) {
    return places.containsKey(name);
  }

  private Object readResolve() {
    return new IndexedNames(names);
  }
}
