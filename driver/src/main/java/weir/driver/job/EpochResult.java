package weir.driver.job;

import java.util.SortedMap;
import weir.driver.judge.EpochSums;

/**
 * What all workers together know at the end of an epoch.
 *
 * @param epoch from 0
 * @param sums over the epoch's steps; null when the workers began at its end
 * @param validation encoded validation partial of each virtual worker; empty without validation
 *     rows
 */
record EpochResult(int epoch, EpochSums sums, SortedMap<Integer, byte[]> validation) {}
