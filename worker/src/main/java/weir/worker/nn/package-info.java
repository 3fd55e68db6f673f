/** A network: layers in order, their place in the flat vector, forward, loss and backward. */
package weir.worker.nn;
