package covey.experiment.grouped.plan;

import static org.assertj.core.api.Assertions.assertThat;

import covey.data.ExperimentData;
import covey.data.ExperimentData.Cell;
import covey.data.Groups;
import covey.data.Groups.GroupCell;
import covey.data.Groups.GroupCells;
import covey.data.Groups.GroupUnits;
import covey.experiment.DataBuilder;
import covey.experiment.StudyBuilder;
import covey.experiment.compare.ArmMoments;
import covey.experiment.compare.Comparer;
import covey.experiment.compare.CovariateColumns;
import covey.experiment.compare.effect.Effect;
import covey.experiment.compare.effect.Result;
import covey.experiment.replay.ReplayRows;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.MetricPlan;
import covey.method.Findings;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.Estimate;
import covey.result.Severity;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** The design's own assignments keep what its analysis promises; the same assignments analysed as units alone do not. */
class GroupedReplayTest {
    private static final int REPLAYS = 1_000;
    private static final String METRIC = "m";

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static StudyBuilder study(String design) {
        return new StudyBuilder()
                .asOf("2026-02-28T00:00:00Z")
                .set("design", "type", design)
                .set("analysis", "adjustment", "none")
                .primary(StudyBuilder.mean(METRIC));
    }

    private static ExperimentData data(List<GroupCell> cells) {
        DataBuilder built = new DataBuilder();
        List<GroupUnits> units = new ArrayList<>();
        for (GroupCell cell : cells) {
            units.add(new GroupUnits(
                    cell.arm(), cell.group(), cell.stratum(), cell.moments().n()));
            built.block(METRIC, new Cell(cell.arm(), "2026-02-14", "", "", false, cell.moments()));
        }
        ExperimentData d = built.data();
        Groups groups = new Groups(units, List.of(new GroupCells(METRIC, cells)), 0);
        return new ExperimentData(
                d.exposures(), d.metrics(), d.quantiles(), d.failures(), d.freshness(), d.looks(), groups);
    }

    private static Moments units(RandomGenerator random, int n, double level) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = level + random.nextGaussian();
        }
        return DataBuilder.values(values);
    }

    private static List<GroupCell> clusters(RandomGenerator random) {
        List<GroupCell> cells = new ArrayList<>();
        for (int g = 0; g < 40; g++) {
            cells.add(new GroupCell("history", "g" + g, "", units(random, 20 + g, 0.5 * random.nextGaussian())));
        }
        return cells;
    }

    /** Each bucket of a hash has a unit in each of three strata that are far apart. */
    private static List<GroupCell> strata(RandomGenerator random) {
        List<GroupCell> cells = new ArrayList<>();
        for (int bucket = 0; bucket < 300; bucket++) {
            for (int k = 0; k < 3; k++) {
                cells.add(new GroupCell("b" + bucket, "", "s" + k, units(random, 1, 4 * k)));
            }
        }
        return cells;
    }

    private static List<GroupCell> pairs(RandomGenerator random) {
        List<GroupCell> cells = new ArrayList<>();
        for (int p = 0; p < 60; p++) {
            cells.add(new GroupCell("history", "p" + p, "", units(random, 2, 3 * random.nextGaussian())));
        }
        return cells;
    }

    private static Findings replayed(StudyBuilder study, List<GroupCell> cells) {
        GroupedReplay replay = new GroupedReplay().times(REPLAYS);
        return replay.estimate(replay.specify(study.study()), data(cells), random(5));
    }

    private static void sound(Findings findings, int comparisons) {
        assertThat(findings.diagnostics())
                .hasSize(comparisons)
                .allSatisfy(d -> assertThat(d.severity()).as(d.message()).isEqualTo(Severity.PASS));
        assertThat(findings.outcomes())
                .hasSize(comparisons)
                .allSatisfy(o -> assertThat(((Estimate) o).value()).isBetween(0.925, 0.972));
    }

    /** The same assignments with every unit taken for assigned alone. */
    private static Diagnostic asUnits(StudyBuilder study, List<GroupCell> cells) {
        GroupedPlan spec = new GroupedReplay().specify(study.study());
        ExperimentSpec experiment = spec.grouped().experiment();
        MetricPlan plan = experiment.metrics().getFirst();
        Redraw redraw = Redraw.of(spec, data(cells).groups());
        RandomGenerator random = random(5);
        List<Result> results = new ArrayList<>();
        for (int r = 0; r < REPLAYS; r++) {
            Map<String, Moments> arms = new TreeMap<>();
            redraw.draw(random)
                    .metric(METRIC)
                    .orElseThrow()
                    .cells()
                    .forEach(c -> arms.merge(c.arm(), c.moments(), Moments::plus));
            results.add(new Comparer(experiment, plan, CovariateColumns.of(plan, 0))
                    .adjusted(new ArmMoments(1, arms), "treatment"));
        }
        assertThat(results).allSatisfy(x -> assertThat(x).isInstanceOf(Effect.class));
        ReplayRows rows = new ReplayRows(experiment, REPLAYS);
        rows.judge(new ReplayRows.Replayed(plan, "treatment", "control"), results, redraw.units());
        return rows.diagnostics().getFirst();
    }

    @Test
    void clustersAreDealtAsWholes() {
        StudyBuilder study = study("cluster_randomized").set("design", "randomize.unit", "country");
        List<GroupCell> cells = clusters(random(31));
        sound(replayed(study, cells), 1);
        Diagnostic wrong = asUnits(study, cells);
        assertThat(wrong.severity()).isEqualTo(Severity.WARNING);
        assertThat(wrong.message()).contains("not uniform");
    }

    @Test
    void unitsAreDealtInsideStrataForEveryArm() {
        StudyBuilder study = study("stratified")
                .set("design", "randomize.stratify", List.of("country"))
                .arms(
                        new Study.Arm("control", "a", 0.4, true),
                        new Study.Arm("treatment", "b", 0.3, false),
                        new Study.Arm("other", "c", 0.3, false));
        List<GroupCell> cells = strata(random(32));
        sound(replayed(study, cells), 2);
        Diagnostic wrong = asUnits(study, cells);
        assertThat(wrong.severity()).isEqualTo(Severity.WARNING);
        assertThat(wrong.message()).startsWith("m (treatment): in 1000 splits").contains("held the truth in 100 %");
    }

    @Test
    void aCoinIsTossedForEveryPair() {
        StudyBuilder study = study("matched_pairs").set("design", "randomize.pair", "country");
        List<GroupCell> cells = pairs(random(33));
        sound(replayed(study, cells), 1);
        assertThat(asUnits(study, cells).severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void theSameSeedGivesTheSameReplay() {
        StudyBuilder study = study("cluster_randomized").set("design", "randomize.unit", "country");
        List<GroupCell> cells = clusters(random(34));
        GroupedReplay replay = new GroupedReplay().times(40);
        GroupedPlan spec = replay.specify(study.study());
        assertThat(replay.estimate(spec, data(cells), random(1)).outcomes())
                .isEqualTo(replay.estimate(spec, data(cells), random(1)).outcomes())
                .isNotEqualTo(replay.estimate(spec, data(cells), random(2)).outcomes());
    }
}
