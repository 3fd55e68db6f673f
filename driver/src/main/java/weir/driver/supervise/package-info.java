/**
 * What keeps a training alive on a cluster that loses parts of itself: a machine that is told what
 * happens and says what to do. It knows no Spark, no clock and no thread.
 */
package weir.driver.supervise;
