/**
 * The small model of a page that every renderer understands: paragraphs, tables, cards, notices, charts, details. Does
 * not belong here: what stands in them, and how any format draws them.
 */
@NullMarked
package covey.report.block;

import org.jspecify.annotations.NullMarked;
