/** Rows that are drawn on the executors instead of being read. */
package weir.driver.data.generate;
