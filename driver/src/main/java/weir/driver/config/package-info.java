/**
 * A job as records: checked where they are made, defaults written once, serialisable to executors.
 */
package weir.driver.config;
