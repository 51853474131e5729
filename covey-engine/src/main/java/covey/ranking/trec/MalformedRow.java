package covey.ranking.trec;

import java.io.Serial;

/** A line of a run has too few fields; lines are counted without the empty ones. */
final class MalformedRow extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final long row;

    MalformedRow(long row) {
        super("row " + row);
        this.row = row;
    }

    TrecFault fault(long rowsBefore) {
        return new TrecFault(2, "trec_eval.get_results: Malformed line " + (row + rowsBefore));
    }
}
