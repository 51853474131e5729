/** How what users are shown changes over the weeks of a period. */
@NullMarked
package covey.ranking.trend;

import org.jspecify.annotations.NullMarked;
