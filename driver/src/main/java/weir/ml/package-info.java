/**
 * Stages of Spark ML that train with Weir: {@link weir.ml.WeirClassifier}, {@link
 * weir.ml.WeirRegressor} and their models, for pipelines, tuning and persistence as Spark has them.
 */
package weir.ml;
