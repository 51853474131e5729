/**
 * What a measure of two clusterings is worth: its value under random labels and its standard error. The measures
 * themselves stand in {@code covey.stats.partition} and its packages.
 */
@NullMarked
package covey.stats.partition.inference;

import org.jspecify.annotations.NullMarked;
