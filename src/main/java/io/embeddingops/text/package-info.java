/** Words for people, shared by everything that reports a mistake. */
package io.embeddingops.text;
