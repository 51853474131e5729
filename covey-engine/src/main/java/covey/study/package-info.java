/**
 * The spine: a study file in, a stored result out, and the questions that faces ask about it. The command line, the
 * server and notebooks call this package and nothing below it. Does not belong here: arithmetic, SQL text, rendering.
 */
@NullMarked
package covey.study;

import org.jspecify.annotations.NullMarked;
