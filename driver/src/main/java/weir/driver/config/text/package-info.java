/**
 * Job files: YAML to records and back. {@link weir.driver.config.text.Node} is what stands in the
 * file, {@link weir.driver.config.text.Section} what readers ask, one class per section of the file
 * knows its keys.
 */
package weir.driver.config.text;
