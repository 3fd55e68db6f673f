/**
 * Files and folders by name, on this machine or on any file system that Hadoop knows. The one place
 * that tells which; what lies on this machine needs no Hadoop.
 */
package weir.driver.files;
