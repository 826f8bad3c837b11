/** Gathers, plans, applies, observes and reports; the only package that talks to the API server about services. */
package io.embeddingops.reconciler;
