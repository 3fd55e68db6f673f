/** Readers: from files of each format to canonical rows, each row with its place in its file. */
package weir.driver.data.source;
