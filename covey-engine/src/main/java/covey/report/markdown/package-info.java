/**
 * The scorecard as Markdown, made for a pull request.
 */
@NullMarked
package covey.report.markdown;

import org.jspecify.annotations.NullMarked;
