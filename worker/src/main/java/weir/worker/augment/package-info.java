/** Images that look a little different in every epoch: changes of training rows, drawn anew. */
package weir.worker.augment;
