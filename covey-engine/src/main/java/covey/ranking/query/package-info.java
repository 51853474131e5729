/**
 * What single queries show: where a candidate's list is worse, both lists side by side, and how far two systems' lists agree.
 * Does not belong here: metrics of one list, numbers over queries.
 */
@NullMarked
package covey.ranking.query;

import org.jspecify.annotations.NullMarked;
