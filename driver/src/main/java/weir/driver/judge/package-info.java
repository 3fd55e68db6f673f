/**
 * What outlives a step, as one value ({@link weir.driver.judge.RunState}), and what the end of an
 * epoch makes of it ({@link weir.driver.judge.EpochJudge}): pure, no Spark, no clock, no thread.
 */
package weir.driver.judge;
