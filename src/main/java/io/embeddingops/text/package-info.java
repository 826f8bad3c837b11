/** Text shared by all error messages. */
package io.embeddingops.text;
