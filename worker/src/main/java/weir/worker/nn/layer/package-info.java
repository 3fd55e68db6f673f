/** How layers compute: forward and backward over buffers that the network lends them. */
package weir.worker.nn.layer;
