/**
 * The list of methods. A new method is one class in its own package and one line here. Does not belong here: anything
 * that chooses, configures or runs a method.
 */
@NullMarked
package covey.catalog;

import org.jspecify.annotations.NullMarked;
