/**
 * The benchmark: what an operator costs on a bare API server, next to the least that the same writes can cost. {@code make
 * bench} runs it; see docs/performance.md. It is a program, not a test, and no part of the operator's jar.
 */
package io.embeddingops.bench;
