package covey.experiment.grouped;

import static org.assertj.core.api.Assertions.assertThat;

import covey.data.ExperimentData;
import covey.data.Groups;
import covey.data.Groups.GroupCell;
import covey.data.Groups.GroupCells;
import covey.data.Groups.GroupUnits;
import covey.experiment.DataBuilder;
import covey.experiment.StudyBuilder;
import covey.experiment.compare.effect.Effect;
import covey.experiment.sequential.Peeking;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Daily looks at A/A experiments whose units were assigned together, through the design's own estimator and the monitor.
 * Groups stay and their units come in, so that information saturates: what groups differ by does not go away.
 */
class GroupedPeekingTest {
    private static final int DAYS = 14;
    private static final GroupedExperiment METHOD = new GroupedExperiment();

    private static StudyBuilder study(String design) {
        StudyBuilder study = new StudyBuilder()
                .primary(StudyBuilder.mean("m"))
                .set("design", "type", design)
                .set("analysis", "adjustment", "none");
        return switch (design) {
            case "cluster_randomized" -> study.set("design", "randomize.unit", "country");
            case "matched_pairs" -> study.set("design", "randomize.pair", "country");
            default -> study.set("design", "randomize.stratify", List.of("country"));
        };
    }

    @ParameterizedTest
    @CsvSource({
        "cluster_randomized, 16, 0.1, 0.12",
        "cluster_randomized, 16, 0.5, 0.05",
        "matched_pairs, 12, 0.1, 0.12",
        "stratified, 4, 0.5, 0.15"
    })
    void dailyLooksKeepTheErrorAndNaiveOnesDoNot(String design, int groups, double between, double naive) {
        Map<String, Double> errors = errors(design, groups, between, Peeking.QUICK);
        assertThat(errors.get("naive")).isGreaterThan(naive);
        Peeking.hold(errors, Peeking.QUICK, Peeking.Claim.CONSERVATIVE);
    }

    /** Clusters are conservative: their information saturates, and bounds allow for a score that grows with the units. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({
        "cluster_randomized, 16, 0.1, 0.15, CONSERVATIVE",
        "cluster_randomized, 16, 0.5, 0.08, CONSERVATIVE",
        "matched_pairs, 12, 0.1, 0.18, CONSERVATIVE",
        "stratified, 4, 0.5, 0.21, EXACT"
    })
    void dailyLooksKeepTheErrorSharply(String design, int groups, double between, double naive, Peeking.Claim claim) {
        Map<String, Double> errors = errors(design, groups, between, Peeking.SHARP);
        assertThat(errors.get("naive")).isGreaterThan(naive);
        Peeking.hold(errors, Peeking.SHARP, claim);
    }

    private static Map<String, Double> errors(String design, int groups, double between, int studies) {
        StudyBuilder study = study(design);
        GroupedSpec spec = METHOD.specify(study.study());
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20260302);
        return Peeking.errors(
                study,
                s -> METHOD.specify(s).experiment(),
                () -> new Simulated(spec, groups, between, random).looks(DAYS),
                studies);
    }

    /** One experiment: groups that differ, their units by day. */
    private static final class Simulated {
        private final GroupedSpec spec;
        private final RandomGenerator random;
        private final double[] level;
        private final int[] perDay;
        private final Moments[][] blocks;

        Simulated(GroupedSpec spec, int groups, double between, RandomGenerator random) {
            this.spec = spec;
            this.random = random;
            this.level = new double[groups];
            this.perDay = new int[groups];
            this.blocks = new Moments[groups][2];
            for (int g = 0; g < groups; g++) {
                level[g] = between * random.nextGaussian();
                perDay[g] = 4 + random.nextInt(12);
                blocks[g][0] = Moments.empty(1);
                blocks[g][1] = Moments.empty(1);
            }
        }

        List<Effect> looks(int days) {
            List<Effect> looks = new ArrayList<>();
            for (int day = 0; day < days; day++) {
                for (int g = 0; g < level.length; g++) {
                    for (int arm = 0; arm < 2; arm++) {
                        blocks[g][arm] = blocks[g][arm].plus(units(g));
                    }
                }
                looks.add(effect());
            }
            return looks;
        }

        private Moments units(int g) {
            double[] y = new double[perDay[g]];
            for (int i = 0; i < y.length; i++) {
                y[i] = 10 + level[g] + random.nextGaussian();
            }
            return Moments.ofColumns(y);
        }

        private Effect effect() {
            boolean clusters = spec.design() == GroupedSpec.Design.CLUSTER_RANDOMIZED;
            boolean strata = spec.design() == GroupedSpec.Design.STRATIFIED;
            List<GroupCell> cells = new ArrayList<>();
            for (int g = 0; g < level.length; g++) {
                for (int arm = clusters ? g % 2 : 0; arm < (clusters ? g % 2 + 1 : 2); arm++) {
                    String name = "g" + g;
                    cells.add(new GroupCell(
                            arm == 0 ? "control" : "treatment",
                            strata ? "" : name,
                            strata ? name : "",
                            blocks[g][arm]));
                }
            }
            ExperimentData data = data(cells);
            GroupMethod method = GroupedComparison.method(
                    spec,
                    data.groups(),
                    Assigned.of(spec, data.groups()),
                    spec.experiment().metrics().getFirst());
            return (Effect) method.repeated("treatment");
        }

        private static ExperimentData data(List<GroupCell> cells) {
            ExperimentData alone = new DataBuilder().data();
            List<GroupUnits> units = cells.stream()
                    .map(c -> new GroupUnits(
                            c.arm(), c.group(), c.stratum(), c.moments().n()))
                    .toList();
            return new ExperimentData(
                    alone.exposures(),
                    alone.metrics(),
                    alone.quantiles(),
                    alone.failures(),
                    alone.freshness(),
                    alone.looks(),
                    new Groups(units, List.of(new GroupCells("m", cells)), 0));
        }
    }
}
