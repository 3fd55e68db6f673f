/** Generated handwritten-like digits: data for a first run that downloads nothing. */
package weir.driver.data.digits;
