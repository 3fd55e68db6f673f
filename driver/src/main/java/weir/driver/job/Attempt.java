package weir.driver.job;

/**
 * One submission of the barrier stage.
 *
 * @param incarnation rises with every submission: what an older one sends is refused
 * @param workers how many tasks it has
 * @param startStep the step it begins with
 */
record Attempt(int incarnation, int workers, long startStep) {}
