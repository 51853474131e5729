package covey.report.section;

import covey.report.block.Block;
import covey.report.scorecard.Scorecard;
import java.util.List;

/** A part of a scorecard. It renders to blocks, which every output format draws. */
public interface Section {
    /** Stable name, used as anchor. */
    String id();

    /** The part; no blocks when the result says nothing about it. */
    List<Block> blocks(Scorecard scorecard);
}
