/**
 * What people's labels of a sample say of a population, alone or with a judge's labels of all of it. Does not belong here: labels
 * of ranked lists.
 */
@NullMarked
package covey.label;

import org.jspecify.annotations.NullMarked;
