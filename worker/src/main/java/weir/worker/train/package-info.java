/** What one worker does: one step, and the loop over steps and epochs. */
package weir.worker.train;
