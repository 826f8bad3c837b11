package io.embeddingops.plan;

/** What the planner made of a service. */
public sealed interface PlanResult permits Plan, Rejection {}
