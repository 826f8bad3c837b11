/**
 * What the operator works against while the JVM learns what it will need: see hack/archive.sh. It is a program, not a test, and
 * no part of the operator's jar.
 */
package io.embeddingops.training;
