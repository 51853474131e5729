package covey.ranking.trec;

/**
 * A command line of trec_eval, understood.
 *
 * @param action what to do
 * @param options how
 * @param qrels file of the judgements; empty when nothing is to be read
 * @param run file of the run, {@code -} for standard input
 */
public record TrecCall(Action action, TrecOptions options, String qrels, String run) {
    /** What a command line asks for. */
    public enum Action {
        /** Evaluate a run. */
        EVALUATE,
        /** Say how it is used. */
        HELP,
        /** Say which version it is. */
        VERSION
    }
}
