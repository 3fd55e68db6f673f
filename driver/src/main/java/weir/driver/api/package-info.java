/**
 * Weir from Java, in the style of Keras: everything a job file can say, as methods. What they build
 * are the records of {@link weir.driver.config}, with the defaults that are written there, so that
 * a program and a job file that say the same train the same bits. See docs/java-api.md.
 */
package weir.driver.api;
