package covey.report.section;

import covey.report.block.Block;
import covey.report.block.Tone;
import covey.report.scorecard.Scorecard;
import java.util.List;

/** The line that stands above numbers which a failed gate forbids to use. */
final class NotForUse {
    private NotForUse() {}

    static List<Block> line(Scorecard scorecard) {
        return scorecard.result().invalidated()
                ? List.of(new Block.Paragraph(
                        "A trust check failed: these numbers must not be used. They are shown to help find the cause.",
                        Tone.BAD))
                : List.of();
    }
}
