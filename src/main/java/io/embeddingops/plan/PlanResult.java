package io.embeddingops.plan;

/** Result of planning a service. */
public sealed interface PlanResult permits Plan, Rejection {}
