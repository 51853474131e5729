/**
 * Assignment: salt and unit id to bucket to arm, with layers, holdouts, targeting, ramps and overrides. Belongs here: what
 * a configuration is, its validation and its evaluation. Does not: file formats, the OpenFeature provider, logs.
 */
@NullMarked
package covey.assign;

import org.jspecify.annotations.NullMarked;
