package weir.driver.report;

/**
 * Where a training is.
 *
 * @param epoch from 1
 * @param step steps applied so far, in the whole training
 * @param meanLoss running mean of the epoch
 * @param samplesPerSecond training rows a second, all workers together
 */
public record Progress(int epoch, long step, double meanLoss, double samplesPerSecond) {}
