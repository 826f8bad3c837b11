/**
 * Turns what a user asked for into a complete {@link io.embeddingops.plan.Plan}, or into all reasons why not. Pure: no
 * client, no clock, no environment.
 */
package io.embeddingops.plan;
