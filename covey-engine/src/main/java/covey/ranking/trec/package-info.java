/**
 * trec_eval, read for its facts and written anew: its file formats, its measures by its names, its printed answers. The
 * arithmetic of a measure is in {@code covey.ranking.metric}. Does not belong here: Covey's own studies of rankings.
 */
@NullMarked
package covey.ranking.trec;

import org.jspecify.annotations.NullMarked;
