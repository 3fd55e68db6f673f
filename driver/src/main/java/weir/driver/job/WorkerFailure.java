package weir.driver.job;

/**
 * A failure that a worker reported itself: trying again would end in the same.
 *
 * @param usersInput the cause is the user's input
 */
record WorkerFailure(int worker, long step, String text, boolean usersInput) {}
