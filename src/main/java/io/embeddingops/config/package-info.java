/** What an administrator may set, and how it is read: all of it, or all that is wrong with it. */
package io.embeddingops.config;
