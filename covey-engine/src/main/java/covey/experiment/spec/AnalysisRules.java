package covey.experiment.spec;

import java.util.Optional;

/**
 * How effects are computed.
 *
 * @param adjustment how covariates enter
 * @param relative how the interval of a relative effect is made
 * @param proportionTest variance of the unadjusted test of two proportions
 * @param proportionInterval interval of an unadjusted difference of two proportions
 * @param postStratify slice dimension for the {@code post_stratified} analysis; empty for none
 */
public record AnalysisRules(
        Adjustment adjustment,
        Relative relative,
        ProportionTest proportionTest,
        ProportionInterval proportionInterval,
        Optional<String> postStratify) {
    /** How covariates enter. */
    public enum Adjustment {
        /** Fully interacted regression adjustment: slopes per arm. */
        LIN("Lin"),
        /** One slope for both arms. */
        CUPED("CUPED"),
        /** Covariates are not used. */
        NONE("none");

        private final String label;

        Adjustment(String label) {
            this.label = label;
        }

        /** Name as printed. */
        public String label() {
            return label;
        }
    }

    /** How the interval of a relative effect is made. */
    public enum Relative {
        /** Fieller's set; never disagrees with the absolute test about zero. */
        FIELLER,
        /** First-order (delta method) interval; can disagree with the absolute test. */
        DELTA
    }

    /** Variance of the unadjusted test of two proportions. */
    public enum ProportionTest {
        /** Each arm its own variance; test and Wald interval agree. */
        UNPOOLED,
        /** Variance under the null of equal proportions. */
        POOLED
    }

    /** Interval of an unadjusted difference of two proportions. */
    public enum ProportionInterval {
        /** Difference plus or minus z unpooled standard errors. */
        WALD,
        /** Newcombe's hybrid score interval. */
        NEWCOMBE
    }
}
