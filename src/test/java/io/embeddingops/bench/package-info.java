/**
 * The benchmark: the cost of an operator on a bare API server, compared with the minimum cost of the same writes.
 * {@code make bench} runs it; see docs/performance.md. It is a program, not a test, and not part of the operator's jar.
 */
package io.embeddingops.bench;
