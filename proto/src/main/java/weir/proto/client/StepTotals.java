package weir.proto.client;

/**
 * What the root of the sum tree saw, the same on every worker.
 *
 * @param step the step that was applied
 * @param weight sum of loss weights of the step
 * @param loss sum of weighted losses of the step; loss / weight is the mean loss before the update
 * @param epochWeight running sum of {@code weight} since the epoch began, this step included
 * @param epochLoss running sum of {@code loss} since the epoch began, this step included
 * @param gradientNorm norm of the mean gradient before clipping; NaN unless the update needed it
 */
public record StepTotals(
    long step,
    double weight,
    double loss,
    double epochWeight,
    double epochLoss,
    double gradientNorm) {}
