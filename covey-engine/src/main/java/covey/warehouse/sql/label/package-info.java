/** The lane of labels: a population by stratum and the labels of its sample. Does not belong here: any estimate. */
@NullMarked
package covey.warehouse.sql.label;

import org.jspecify.annotations.NullMarked;
