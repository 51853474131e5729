/** How far people who label the same items agree, beyond chance. Does not belong here: measures of clusterings. */
@NullMarked
package covey.stats.agreement;

import org.jspecify.annotations.NullMarked;
