/**
 * Checks whether a server embeds correctly. Pure: no client and no clock; the server is a parameter.
 */
package io.embeddingops.verification;
