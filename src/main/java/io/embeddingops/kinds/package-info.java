/**
 * The table of Kubernetes kinds that the operator works with. Everything that needs to know them reads it: the children of
 * a service, {@code render}, serialization, and the tests of the role, the class archive, the benchmark and the soak.
 */
package io.embeddingops.kinds;
