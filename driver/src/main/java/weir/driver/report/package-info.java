/** What a training tells: listeners while it runs, the report afterwards. */
package weir.driver.report;
