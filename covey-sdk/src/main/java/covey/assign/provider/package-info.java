/**
 * OpenFeature: the provider that answers from Covey's configuration or from flagd's format. No bucketing of its own.
 */
@NullMarked
package covey.assign.provider;

import org.jspecify.annotations.NullMarked;
