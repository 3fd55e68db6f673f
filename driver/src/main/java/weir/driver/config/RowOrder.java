package weir.driver.config;

/** In which order an epoch visits the rows. */
public enum RowOrder implements Choice {
  /** Ranked by hash, dealt to the virtual workers, permuted anew each epoch. */
  SHUFFLED,
  /** As in the files. */
  GIVEN
}
