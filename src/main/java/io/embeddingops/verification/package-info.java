/**
 * Says whether a server embeds correctly, from what it answers. Pure: no client, no clock; the server is a parameter.
 */
package io.embeddingops.verification;
