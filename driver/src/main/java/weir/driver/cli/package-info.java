/**
 * The command line. Only classes named Spark… may touch Spark: server and inspect run without it.
 */
package weir.driver.cli;
