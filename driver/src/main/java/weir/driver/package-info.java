/** The driver: everything that knows Spark, job files and the terminal. */
package weir.driver;
