package weir.driver.config;

import java.io.Serializable;
import weir.tensor.Shape;

/**
 * The network.
 *
 * @param input shape of one row, images as {@code [height, width, channels]}; null: guessed from
 *     the data
 */
public record ModelSpec(Shape input) implements Serializable {}
