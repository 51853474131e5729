/** Sheets of items for people to label: drawn, written, read back. Does not belong here: what labels say. */
@NullMarked
package covey.study.label;

import org.jspecify.annotations.NullMarked;
