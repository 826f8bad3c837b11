/** What the kubelet and Prometheus ask the operator for. */
package io.embeddingops.management;
