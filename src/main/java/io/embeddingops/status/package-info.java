/**
 * Says how a service is doing, from what was seen of it. Pure: no client, no clock; the time is a parameter.
 */
package io.embeddingops.status;
