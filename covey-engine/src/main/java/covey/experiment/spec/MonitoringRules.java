package covey.experiment.spec;

import covey.result.MetricInfo.Role;
import covey.stats.sequential.SpendingFunction;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How often one looks, and by which rule a look is judged.
 *
 * @param method rule of the main analysis
 * @param also further rules whose verdict is shown beside it
 * @param spending how error is spent, for group-sequential monitoring
 * @param spendingName its name with its parameter
 * @param maximum what the experiment ends at
 * @param schedule planned looks
 * @param appliesTo roles whose crossing recommends a stop
 * @param futility whether and how one may stop because the planned effect is out of reach
 * @param power power at the planned effect, for futility
 * @param minimumDays days before a stop for efficacy
 */
public record MonitoringRules(
        Method method,
        List<Method> also,
        SpendingFunction spending,
        String spendingName,
        Maximum maximum,
        Schedule schedule,
        Set<Role> appliesTo,
        FutilityRule futility,
        double power,
        int minimumDays) {
    public MonitoringRules {
        also = List.copyOf(also);
        appliesTo = Set.copyOf(appliesTo);
    }

    /** A rule by which looks are judged. */
    public enum Method {
        /** One look, at the end; looks before it are flagged. */
        FIXED("fixed horizon"),
        /** Error spent over the looks up to a planned maximum. */
        GROUP_SEQUENTIAL("group sequential"),
        /** Asymptotic confidence sequence. */
        CONFIDENCE_SEQUENCE("asymptotic confidence sequence"),
        /** Mixture sequential probability ratio test. */
        MSPRT("mixture SPRT");

        private final String label;

        Method(String label) {
            this.label = label;
        }

        /** Name as printed. */
        public String label() {
            return label;
        }

        /** Name as declared. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Stopping because the planned effect is out of reach. */
    public enum FutilityRule {
        /** Never. */
        NONE,
        /** Allowed, and bounds of efficacy hold when one goes on. */
        NON_BINDING,
        /** Obligatory: bounds of efficacy rely on it. */
        BINDING
    }

    /**
     * What the experiment ends at; the share of it that has passed is the clock by which error is spent.
     *
     * @param kind what is counted
     * @param amount how much of it; 0 for the end of the period
     */
    public record Maximum(Kind kind, double amount) {
        /** What is counted. */
        public enum Kind {
            /** Time up to the end of the period. */
            END,
            /** Analysed units of all arms. */
            UNITS,
            /** Information, 1 / variance of the estimate, of the first primary metric. */
            INFORMATION
        }

        @Override
        public String toString() {
            return kind == Kind.END ? "end of the period" : amount + (kind == Kind.UNITS ? " units" : " information");
        }
    }

    /**
     * Planned looks.
     *
     * @param cadence how they were declared
     * @param dates days, when declared one by one
     * @param number how many, when declared by their number
     */
    public record Schedule(Cadence cadence, List<LocalDate> dates, int number) {
        public Schedule {
            dates = List.copyOf(dates);
        }

        /** How looks were declared. */
        public enum Cadence {
            DAILY,
            WEEKLY,
            DATES,
            NUMBER,
            /** At the end of every stage of a roll-out that has a number; looks depend on one another in an unknown way. */
            STAGES
        }

        @Override
        public String toString() {
            return switch (cadence) {
                case DAILY -> "daily";
                case WEEKLY -> "weekly";
                case DATES -> dates.toString();
                case NUMBER -> number + " looks";
                case STAGES -> "stage by stage";
            };
        }
    }
}
