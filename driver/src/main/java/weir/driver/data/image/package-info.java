/**
 * PNG and JPEG files in a folder a class, decoded on the executors to the same bytes everywhere.
 */
package weir.driver.data.image;
