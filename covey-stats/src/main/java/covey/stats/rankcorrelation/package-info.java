/** How far two orders of the same things, or two ranked lists, agree. Does not belong here: what makes an order good. */
@NullMarked
package covey.stats.rankcorrelation;

import org.jspecify.annotations.NullMarked;
