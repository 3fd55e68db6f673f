package weir.driver.report;

/**
 * How far the rows are on their way from the files into the workers' memory.
 *
 * @param phase what is done with them now, in words
 * @param done tasks of the phase that have ended
 * @param tasks of the phase
 */
public record PrepareProgress(String phase, int done, int tasks) {}
