/**
 * What a service may ask of the operator, which acts with more rights than its users have. Every service's demands are
 * found here, and compared with what the administrator allows.
 */
package io.embeddingops.plan.bounds;
