package weir.driver.job;

import java.util.SortedMap;

/**
 * What all workers together know at the end of an epoch.
 *
 * @param epoch from 0
 * @param trainLoss weighted mean over the epoch's steps
 * @param validation encoded validation partial of each virtual worker; empty without validation
 *     rows
 */
record EpochResult(int epoch, double trainLoss, SortedMap<Integer, byte[]> validation) {}
