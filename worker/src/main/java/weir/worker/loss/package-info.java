/** Losses as sums over rows, so that they add up across workers, and their gradients. */
package weir.worker.loss;
