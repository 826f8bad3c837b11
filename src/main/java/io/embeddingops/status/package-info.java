/**
 * Computes a service's status from the observed state of its objects. Pure: no client and no clock; time is a parameter.
 */
package io.embeddingops.status;
