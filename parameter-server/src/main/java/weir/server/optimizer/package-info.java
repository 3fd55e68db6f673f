/** Optimizers as fused sweeps over a chunk: state arrays and one plain loop each. */
package weir.server.optimizer;
