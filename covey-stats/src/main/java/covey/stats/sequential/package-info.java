/** Tests that stay valid however often one looks. Fixed-horizon tests belong elsewhere. */
@NullMarked
package covey.stats.sequential;

import org.jspecify.annotations.NullMarked;
