package weir.driver.report;

/**
 * Rows that show what a model has learned, for pictures.
 *
 * @param fit null where there is none to show: no number is predicted, or several are
 * @param mistakes null where no classes of images are told, or there are no test rows
 */
public record Examples(FitSample fit, Mistakes mistakes) {}
