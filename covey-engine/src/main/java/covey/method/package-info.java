/**
 * The seam between a study file and a method: {@link covey.method.Estimator}, its {@link covey.method.Descriptor} and
 * what it returns. Does not belong here: any particular method.
 */
@NullMarked
package covey.method;

import org.jspecify.annotations.NullMarked;
