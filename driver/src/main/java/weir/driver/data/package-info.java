/**
 * From files to packed rows: read, hash, split, rank, prepare, pack. Everything here is a pure
 * function of the rows and the seed; input splits, partitions and executors change nothing.
 */
package weir.driver.data;
