package weir.driver.data.predict;

import java.util.Iterator;
import java.util.function.Supplier;
import weir.driver.UserInputException;
import weir.driver.data.source.BadRowException;

/** Says in words for the user what is wrong with a row, in the task that meets it. */
record FrameGuard<T>(Iterator<T> rows, Supplier<String> place) implements Iterator<T> {
  @Override
  public boolean hasNext() {
    return guarded(rows::hasNext);
  }

  @Override
  public T next() {
    return guarded(rows::next);
  }

  private <R> R guarded(Supplier<R> step) {
    try {
      return step.get();
    } catch (BadRowException bad) {
      throw new UserInputException(place.get() + bad.getMessage(), bad);
    }
  }
}
