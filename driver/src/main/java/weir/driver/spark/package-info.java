/** What Weir needs of Spark beyond its API, for every package that runs Spark jobs. */
package weir.driver.spark;
