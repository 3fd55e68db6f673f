package weir.driver.report;

/**
 * Rows that show what a model has learned, for pictures.
 *
 * @param fit null where there is none to show: no number is predicted, or several are
 */
public record Examples(FitSample fit) {}
