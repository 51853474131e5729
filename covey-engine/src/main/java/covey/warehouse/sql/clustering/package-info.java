/** The lane of clusterings: memberships, classes, features and engagements in columns. Does not belong here: any measure. */
@NullMarked
package covey.warehouse.sql.clustering;

import org.jspecify.annotations.NullMarked;
