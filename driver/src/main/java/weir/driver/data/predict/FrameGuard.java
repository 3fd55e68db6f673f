package weir.driver.data.predict;

import java.util.Iterator;
import weir.driver.UserInputException;
import weir.driver.data.source.BadRowException;
import weir.driver.data.source.FrameRows;

/** Says in words for the user what is wrong with a row, in the task that meets it. */
record FrameGuard<T>(Iterator<T> rows) implements Iterator<T> {
  @Override
  public boolean hasNext() {
    return guarded(rows::hasNext);
  }

  @Override
  public T next() {
    return guarded(rows::next);
  }

  private static <R> R guarded(java.util.function.Supplier<R> step) {
    try {
      return step.get();
    } catch (BadRowException bad) {
      throw new UserInputException(FrameRows.place(bad.position()) + bad.complaint(), bad);
    }
  }
}
