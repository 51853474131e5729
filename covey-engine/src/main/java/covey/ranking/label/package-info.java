/** How metrics are labelled. Does not belong here: parsing of names. */
@NullMarked
package covey.ranking.label;

import org.jspecify.annotations.NullMarked;
