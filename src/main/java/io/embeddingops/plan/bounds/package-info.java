/**
 * Limits what a service may use, because the operator has more permissions than its users. Finds the values in a plan
 * that need permission, and compares them with the administrator's settings.
 */
package io.embeddingops.plan.bounds;
