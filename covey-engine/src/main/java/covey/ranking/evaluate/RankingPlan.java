package covey.ranking.evaluate;

import covey.data.RankingRequirement;
import covey.data.RankingRequirement.SystemSource;
import covey.method.Options;
import covey.method.Spec;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.result.Setting;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A ranking evaluation that is being planned.
 *
 * @param evaluation the evaluation on the truth of the history; without the candidates where a correlation stands for them
 * @param candidates names of the systems that are compared with the baseline
 * @param power power that every metric should have
 * @param units units that will be evaluated; empty for those of the history
 * @param correlation of a unit's values under two systems; empty where lists of both say it
 * @param settings every effective setting with its origin, those of the evaluation first
 */
record RankingPlan(
        RankingSpec evaluation,
        List<String> candidates,
        double power,
        OptionalDouble units,
        OptionalDouble correlation,
        List<Setting> settings)
        implements Spec {
    RankingPlan {
        candidates = List.copyOf(candidates);
        settings = List.copyOf(settings);
    }

    @Override
    public String name() {
        return evaluation.name();
    }

    /** The plan that a study asks for. */
    static RankingPlan read(Study study) {
        RankingSpec evaluation = RankingReader.read(study);
        return new Reader(study, evaluation.settings()).plan(evaluation);
    }

    /** Makes a plan from a study as declared. */
    private static final class Reader {
        private static final double POWER = 0.8;

        private final Study study;
        private final Options design;
        private final List<Setting> settings;

        private Reader(Study study, List<Setting> settings) {
            this.study = study;
            this.design = study.design();
            this.settings = new ArrayList<>(settings);
        }

        private RankingPlan plan(RankingSpec evaluation) {
            List<String> candidates =
                    evaluation.systems().subList(1, evaluation.systems().size());
            if (candidates.isEmpty()) {
                throw new SpecificationException(
                        study.location(),
                        "one system is compared with nothing, so there is nothing to plan",
                        "write a candidate beside the baseline under systems");
            }
            double power = number("power", POWER);
            if (!(power > 0.5 && power < 1)) {
                throw wrong("power", power, "between 0.5 and 1, such as 0.8");
            }
            Instant end = end();
            Instant start = day("history.start").orElse(end.minus(Duration.between(study.start(), study.end())));
            if (!start.isBefore(end)) {
                throw new SpecificationException(
                        design.location("history.start"),
                        "the history starts on " + shown(start) + " and ends on " + shown(end),
                        "start it earlier");
            }
            settings.add(new Setting("design.history.start", shown(start), design.origin("history.start")));
            OptionalDouble correlation = correlation();
            RankingRequirement requirement = evaluation.requirement();
            List<SystemSource> read =
                    correlation.isPresent() ? requirement.systems().subList(0, 1) : requirement.systems();
            return new RankingPlan(
                    evaluation.of(requirement.from(start, end, read)),
                    candidates,
                    power,
                    units(),
                    correlation,
                    settings);
        }

        private double number(String key, double otherwise) {
            double value = design.number(key, otherwise);
            settings.add(new Setting("design." + key, Double.toString(value), design.origin(key)));
            return value;
        }

        private OptionalDouble units() {
            if (!design.has("units")) {
                return OptionalDouble.empty();
            }
            double units = number("units", 0);
            if (!(units >= 2 && units < Double.POSITIVE_INFINITY)) {
                throw wrong("units", units, "of units that will be evaluated, 2 or more");
            }
            return OptionalDouble.of(units);
        }

        private OptionalDouble correlation() {
            if (!design.has("correlation")) {
                return OptionalDouble.empty();
            }
            double correlation = number("correlation", 0);
            if (!(correlation > -1 && correlation < 1)) {
                throw wrong("correlation", correlation, "above -1 and below 1, such as 0.7");
            }
            return OptionalDouble.of(correlation);
        }

        private SpecificationException wrong(String key, double value, String advice) {
            return new SpecificationException(
                    design.location(key), "design." + key + " is " + value, "write a number " + advice);
        }

        private Instant end() {
            Instant limit = study.start().isBefore(study.context().asOf())
                    ? study.start()
                    : study.context().asOf();
            Instant end = day("history.end")
                    .orElseGet(() -> limit.atZone(study.schema().zone())
                            .truncatedTo(ChronoUnit.DAYS)
                            .toInstant());
            if (end.isAfter(limit)) {
                throw new SpecificationException(
                        design.location("history.end"),
                        "design.history.end is " + shown(end) + ", after the period starts or the data end",
                        "write " + shown(limit) + " or earlier");
            }
            settings.add(new Setting("design.history.end", shown(end), design.origin("history.end")));
            return end;
        }

        private Optional<Instant> day(String key) {
            if (!design.has(key)) {
                return Optional.empty();
            }
            String text = design.text(key, "");
            try {
                return Optional.of(LocalDate.parse(text)
                        .atStartOfDay(study.schema().zone())
                        .toInstant());
            } catch (DateTimeException e) {
                throw new SpecificationException(
                        design.location(key),
                        "design." + key + " is '" + text + "', which is no date",
                        "write 2026-01-31");
            }
        }

        private String shown(Instant instant) {
            return instant.atZone(study.schema().zone()).toLocalDate().toString();
        }
    }
}
