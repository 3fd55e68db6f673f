/** What a network is: records that travel from the driver to the workers and into model.json. */
package weir.worker.nn.spec;
