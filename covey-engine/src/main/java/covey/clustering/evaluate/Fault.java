package covey.clustering.evaluate;

import covey.result.Estimand;
import covey.result.NotEstimable;
import covey.result.Reason;
import covey.stats.DegenerateDataException;

/** What stands in place of a number. */
record Fault(Reason reason, String message, String advice) {
    static Fault of(DegenerateDataException e, String advice) {
        Reason reason = switch (e.reason()) {
            case ZERO_VARIANCE -> Reason.ZERO_VARIANCE;
            case ZERO_DENOMINATOR, WEAK_DENOMINATOR -> Reason.ZERO_DENOMINATOR;
            case ZERO_BASELINE -> Reason.ZERO_BASELINE;
            case TOO_FEW_UNITS, TOO_FEW_ARMS -> Reason.TOO_FEW_UNITS;
        };
        return new Fault(reason, String.valueOf(e.getMessage()), advice);
    }

    NotEstimable at(Estimand estimand) {
        return new NotEstimable(estimand, reason, message, advice);
    }
}
