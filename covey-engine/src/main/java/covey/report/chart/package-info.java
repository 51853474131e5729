/**
 * Vega-Lite charts, one class each, with the text that stands in for the picture. Belongs here: specifications as
 * JSON. Does not: drawing.
 */
@NullMarked
package covey.report.chart;

import org.jspecify.annotations.NullMarked;
