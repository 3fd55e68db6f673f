/** Initial weights as a pure function of seed and place. */
package weir.worker.nn.initialize;
