/**
 * A minimal API server for the training run that records the class archive: see hack/archive.sh. It is a program, not a
 * test, and not part of the operator's jar.
 */
package io.embeddingops.training;
