package covey.ranking.compare;

import covey.method.Study.MetricUse;
import covey.result.Estimand;
import covey.result.NotEstimable;
import covey.result.Reason;
import covey.stats.DegenerateDataException;
import covey.stats.compare.Contrast;
import java.util.Optional;

/**
 * One candidate against the baseline on one metric in one segment.
 *
 * @param use metric in its role
 * @param system the candidate
 * @param segment {@code dimension=value}; empty for all queries
 * @param method how its error is had
 * @param n how many it rests on
 * @param totals totals of the units; empty for a number that is no mean over queries
 * @param contrast the difference; empty when it has no sampling error
 * @param fault why there is none
 */
public record Hypothesis(
        MetricUse use,
        String system,
        String segment,
        String method,
        int n,
        Optional<PairedTotals> totals,
        Optional<Contrast> contrast,
        Optional<Fault> fault) {
    /** What stands in place of a number. */
    public record Fault(Reason reason, String message, String advice) {
        public static Fault of(DegenerateDataException e) {
            Reason reason = e.reason() == DegenerateDataException.Reason.ZERO_VARIANCE
                    ? Reason.ZERO_VARIANCE
                    : Reason.TOO_FEW_UNITS;
            return new Fault(
                    reason,
                    reason == Reason.ZERO_VARIANCE
                            ? "every query has the same value, or differs by the same, so there is no sampling error"
                            : String.valueOf(e.getMessage()),
                    reason == Reason.ZERO_VARIANCE
                            ? "see whether both systems give the same lists, or neither finds a relevant item"
                            : "evaluate more units");
        }

        public NotEstimable at(Estimand estimand) {
            return new NotEstimable(estimand, reason, message, advice);
        }
    }

    /** A mean over queries, by its units' totals. */
    public static Hypothesis of(MetricUse use, String system, String segment, PairedTotals totals) {
        try {
            return paired(use, system, segment, totals, Optional.of(totals.contrast()), Optional.empty());
        } catch (DegenerateDataException e) {
            return paired(use, system, segment, totals, Optional.empty(), Optional.of(Fault.of(e)));
        }
    }

    private static Hypothesis paired(
            MetricUse use,
            String system,
            String segment,
            PairedTotals totals,
            Optional<Contrast> contrast,
            Optional<Fault> fault) {
        return new Hypothesis(
                use, system, segment, ComparisonRows.METHOD, totals.units(), Optional.of(totals), contrast, fault);
    }

    /** A metric that has no number. */
    public static Hypothesis without(MetricUse use, String system, Fault fault) {
        return new Hypothesis(
                use, system, "", ComparisonRows.METHOD, 0, Optional.empty(), Optional.empty(), Optional.of(fault));
    }

    /** Totals of the units of a mean over queries. */
    public PairedTotals paired() {
        return totals.orElseThrow();
    }

    /** The same hypothesis where too few units stand to be shown. */
    public static Hypothesis hidden(MetricUse use, String system, String segment, PairedTotals totals, int minCell) {
        Fault small = new Fault(
                Reason.BELOW_MIN_CELL,
                "fewer than " + minCell + " units",
                "read a coarser dimension, or lower privacy.min_cell");
        return paired(use, system, segment, totals, Optional.empty(), Optional.of(small));
    }
}
