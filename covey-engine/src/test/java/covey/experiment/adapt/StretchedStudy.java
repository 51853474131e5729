package covey.experiment.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import covey.data.ExperimentData;
import covey.data.LookHistory;
import covey.data.LookHistory.Look;
import covey.data.Sizing;
import covey.experiment.DataBuilder;
import covey.experiment.StudyBuilder;
import covey.experiment.compare.Compared;
import covey.experiment.compare.Comparison;
import covey.experiment.plan.PlanBasis;
import covey.experiment.sequential.Monitor;
import covey.experiment.sequential.Standing;
import covey.experiment.spec.ExperimentReader;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.PlanSpec;
import covey.method.Findings;
import covey.metric.Measure;
import covey.result.MetricInfo.Goal;
import covey.stats.moment.Moments;
import covey.stats.sequential.GroupSequentialDesign;
import covey.study.plan.ReEstimate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Experiments of two planned weeks, a thousand units a day, a variance of one and a window of two days, that are sized again
 * at an interim look and run on to the end that it led to: every step by the engine, from moments that are drawn.
 */
final class StretchedStudy {
    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final Instant END = Instant.parse("2026-03-15T00:00:00Z");
    private static final int WINDOW = 2;
    private static final double A_DAY = 500;

    private final Map<String, String> settings;
    private final int interimDay;
    private final ConditionalReEstimation method;
    private final PlanSpec interim;
    private final Map<String, ExperimentSpec> specs = new HashMap<>();

    StretchedStudy(int interimDay, Map<String, String> settings) {
        this.settings = settings;
        this.interimDay = interimDay;
        this.method = new ConditionalReEstimation(
                Optional.of(PlanBasis.of(builder().asOf("2026-02-28T00:00:00Z").study(), history(), END)));
        this.interim = method.specify(builder().asOf(day(interimDay).toString()).study());
    }

    StudyBuilder builder() {
        StudyBuilder study = new StudyBuilder()
                .primary(StudyBuilder.metric("clicks", new Measure.Mean(StudyBuilder.sum("events")), Goal.NONE))
                .set("analysis", "adjustment", "none")
                .set("analysis", "window", WINDOW + "d")
                .set("design", "history.start", "2026-02-01")
                .set("design", "history.end", "2026-02-28")
                .set("design", "re_estimate.method", "conditional")
                .set("design", "re_estimate.at", "2026-03-%02d".formatted(1 + interimDay));
        settings.forEach((key, value) -> {
            String[] parts = key.split("\\.", 2);
            study.set(parts[0], parts[1], value.matches("[0-9.]+") ? (Object) Double.valueOf(value) : value);
        });
        return study;
    }

    private static ExperimentData history() {
        DataBuilder data = new DataBuilder();
        for (int day = 1; day <= 27; day++) {
            data.units("history", "2026-02-%02d".formatted(day), (long) (2 * A_DAY));
        }
        return data.data();
    }

    private static Instant day(int day) {
        return START.plus(Duration.ofDays(day));
    }

    /** One study as it comes in: sums of both arms over the units whose window has passed. */
    static final class Course {
        private final RandomGenerator random;
        private final double effect;
        private double control;
        private double treatment;
        private int days;

        Course(RandomGenerator random, double effect) {
            this.random = random;
            this.effect = effect;
        }

        /** The data of a day; days do not go back. */
        ExperimentData until(int day) {
            double more = A_DAY * (day - WINDOW - days);
            if (more > 0) {
                control += Math.sqrt(more) * random.nextGaussian();
                treatment += more * effect + Math.sqrt(more) * random.nextGaussian();
                days = day - WINDOW;
            }
            long n = (long) (A_DAY * days);
            return new DataBuilder()
                    .units("control", "2026-03-01", (long) (A_DAY * day))
                    .units("treatment", "2026-03-01", (long) (A_DAY * day))
                    .block("clicks", "control", block(n, control / n))
                    .block("clicks", "treatment", block(n, treatment / n))
                    .data();
        }
    }

    private static Moments block(long n, double mean) {
        return Moments.ofPopulation(n, new double[] {mean}, new double[][] {{1}});
    }

    static Course course(RandomGenerator random, double effect) {
        return new Course(random, effect);
    }

    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    Findings decide(Course course) {
        return method.estimate(interim, course.until(interimDay), course.random);
    }

    /** The sizing that a run is told of. */
    Sizing sizing(Course course) {
        return ReEstimate.of(decide(course).diagnostics())
                .flatMap(ReEstimate::sizing)
                .orElseThrow();
    }

    /** The study on a day, its period ending where it was extended to. */
    ExperimentSpec spec(int day, String end) {
        return specs.computeIfAbsent(
                day + " " + end,
                k -> ExperimentReader.read(
                        builder()
                                .asOf(day(day).toString())
                                .end(Instant.parse(end))
                                .study(),
                        List.of("user_randomized")));
    }

    static int days(String end) {
        return (int) Duration.between(START, Instant.parse(end)).toDays();
    }

    /** The run of a day after some looks. */
    Compared run(Course course, int day, String end, LookHistory looks) {
        return Comparison.of(spec(day, end), course.until(day).after(looks));
    }

    /** A standing as the ledger keeps it. */
    static Look look(ExperimentSpec spec, Standing s) {
        var now = s.path().latest();
        return new Look(
                now.at(),
                "r",
                s.metric().name(),
                s.arm(),
                now.estimate(),
                now.standardError(),
                now.z(),
                now.units(),
                now.clock(),
                s.path().last() == GroupSequentialDesign.Last.FINAL ? LookHistory.Last.FINAL : LookHistory.Last.INTERIM,
                s.verdict().bound(),
                s.verdict().recommendation().code(),
                s.path().plannedUnits(),
                now.planned(),
                Monitor.plan(spec));
    }

    /** Whether any of the looks crosses its bound, the interim look for the length made on the way. */
    boolean crosses(RandomGenerator random, double effect, int... earlier) {
        Course course = course(random, effect);
        List<Look> looks = new ArrayList<>();
        for (int day : earlier) {
            Standing standing = standing(course, day, END.toString(), new LookHistory(looks));
            if (standing.verdict().crossed() > 0) {
                return true;
            }
            looks.add(look(spec(day, END.toString()), standing));
        }
        Sizing sizing = sizing(course);
        int last = days(sizing.newEnd());
        for (int day = 14; day < last; day += 7) {
            Standing standing = standing(course, day, sizing.newEnd(), under(looks, sizing));
            if (standing.verdict().crossed() > 0) {
                return true;
            }
            looks.add(look(spec(day, sizing.newEnd()), standing));
        }
        return standing(course, last + WINDOW, sizing.newEnd(), under(looks, sizing))
                        .verdict()
                        .crossed()
                > 0;
    }

    /** The same where units end it: a look at some days, the interim look, weekly looks until the new maximum is in. */
    boolean crossesByUnits(RandomGenerator random, double planned, int... earlier) {
        Course course = course(random, 0);
        List<Look> looks = new ArrayList<>();
        for (int day : earlier) {
            Standing standing = standing(course, spec(day, END.toString(), planned), day, new LookHistory(looks));
            if (standing.verdict().crossed() > 0) {
                return true;
            }
            looks.add(look(spec(day, END.toString(), planned), standing));
        }
        Sizing sizing = sizing(course);
        double maximum = Math.rint(planned * sizing.stretch());
        int last = (int) Math.ceil(maximum / (2 * A_DAY));
        for (int day = 7 * Math.ceilDiv(interimDay + 1, 7); ; day = Math.min(last, day + 7)) {
            ExperimentSpec spec = spec(Math.min(day, last), sizing.newEnd(), maximum);
            Standing standing = standing(course, spec, Math.min(day, last), under(looks, sizing));
            boolean ends = standing.path().last() == GroupSequentialDesign.Last.FINAL;
            if (standing.verdict().crossed() > 0 || ends) {
                assertThat(day >= last)
                        .as("the maximum ends it, and nothing else")
                        .isEqualTo(ends);
                return standing.verdict().crossed() > 0;
            }
            looks.add(look(spec, standing));
        }
    }

    private ExperimentSpec spec(int day, String end, double maximum) {
        return specs.computeIfAbsent(
                day + " " + end + " " + maximum,
                k -> ExperimentReader.read(
                        builder()
                                .set("monitoring", "maximum.units", maximum)
                                .asOf(day(day).toString())
                                .end(Instant.parse(end))
                                .study(),
                        List.of("user_randomized")));
    }

    private static Standing standing(Course course, ExperimentSpec spec, int day, LookHistory looks) {
        ExperimentData data = course.until(day).after(looks);
        return Comparison.metrics(spec, data).getFirst().standings().get("treatment");
    }

    private static LookHistory under(List<Look> looks, Sizing sizing) {
        return new LookHistory(looks).under(Optional.of(sizing), List.of());
    }

    private Standing standing(Course course, int day, String end, LookHistory looks) {
        return standing(course, spec(day, end), day, looks);
    }
}
