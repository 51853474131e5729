/**
 * What happened to each cluster between two versions of a clustering: matches, splits, merges, births and deaths. Single
 * numbers of agreement stand in {@code covey.stats.partition}.
 */
@NullMarked
package covey.stats.partition.change;

import org.jspecify.annotations.NullMarked;
