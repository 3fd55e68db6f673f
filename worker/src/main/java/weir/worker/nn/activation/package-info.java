/** Elementwise functions and softmax, with their derivatives in place. */
package weir.worker.nn.activation;
