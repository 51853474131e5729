/**
 * The scorecard as one HTML file that fetches nothing. Belongs here: escaping, layout, the content security policy.
 * Does not: what the page says.
 */
@NullMarked
package covey.report.html;

import org.jspecify.annotations.NullMarked;
