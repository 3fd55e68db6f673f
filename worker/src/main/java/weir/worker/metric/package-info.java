/** Metrics as sums that add up over rows, virtual workers and Spark tasks. */
package weir.worker.metric;
