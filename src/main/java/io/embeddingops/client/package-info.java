/**
 * How the operator talks to the API server: connection, serialization, the check before the start, and the fence that holds
 * back writes of an operator that may have lost its leadership. The only package that hooks into OkHttp or Jackson.
 */
package io.embeddingops.client;
