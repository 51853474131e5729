package covey.experiment.grouped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.data.ExperimentData;
import covey.data.ExperimentData.QuantileCell;
import covey.data.ExperimentData.QuantileStratum;
import covey.data.Groups;
import covey.data.Groups.GroupCell;
import covey.data.Groups.GroupCells;
import covey.data.Groups.GroupUnits;
import covey.experiment.DataBuilder;
import covey.experiment.Rows;
import covey.experiment.StudyBuilder;
import covey.experiment.sequential.InterimLook;
import covey.method.Findings;
import covey.method.SpecificationException;
import covey.method.Working;
import covey.metric.Measure.Quantile.Over;
import covey.result.Estimate;
import covey.result.NotEstimable;
import covey.result.Reason;
import covey.result.Scale;
import covey.result.Severity;
import covey.stats.moment.Moments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupedExperimentTest {
    private static final GroupedExperiment METHOD = new GroupedExperiment();

    /** Two units a cluster: its mean less one and plus one. */
    private static Moments around(double mean) {
        return Moments.ofColumns(new double[] {mean - 1, mean + 1});
    }

    private static GroupCell cell(String arm, String group, String stratum, Moments moments) {
        return new GroupCell(arm, group, stratum, moments);
    }

    private static ExperimentData data(long without, List<GroupCell> cells) {
        DataBuilder builder = new DataBuilder();
        List<GroupUnits> units = new ArrayList<>();
        for (GroupCell cell : cells) {
            builder.block("m", cell.arm(), cell.moments());
            builder.units(cell.arm(), "2026-03-01", cell.moments().n());
            units.add(new GroupUnits(
                    cell.arm(), cell.group(), cell.stratum(), cell.moments().n()));
        }
        ExperimentData alone = builder.data();
        return new ExperimentData(
                alone.exposures(),
                alone.metrics(),
                alone.quantiles(),
                alone.failures(),
                alone.freshness(),
                alone.looks(),
                new Groups(units, List.of(new GroupCells("m", cells)), without));
    }

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

    private static Findings estimate(StudyBuilder study, ExperimentData data) {
        return METHOD.estimate(
                METHOD.specify(study.study()),
                data,
                RandomGeneratorFactory.of("L64X128MixRandom").create(7));
    }

    private static List<GroupCell> clusters(double[] control, double... treatment) {
        List<GroupCell> cells = new ArrayList<>();
        for (int i = 0; i < control.length; i++) {
            cells.add(cell("control", "c" + i, "", around(control[i])));
        }
        for (int i = 0; i < treatment.length; i++) {
            cells.add(cell("treatment", "t" + i, "", around(treatment[i])));
        }
        return cells;
    }

    @Test
    void clustersOfOneSizeGiveTheTwoSampleTestOfTheirMeans() {
        double[] control = {1, 2, 4, 5, 8};
        double[] treatment = {3, 6, 6, 7, 9, 11};
        Findings findings = estimate(study("cluster_randomized"), data(0, clusters(control, treatment)));

        Rows rows = new Rows(findings.outcomes());
        Estimate effect = rows.difference("m");
        Moments c = Moments.ofColumns(control);
        Moments t = Moments.ofColumns(treatment);
        assertThat(effect.value()).isCloseTo(3, within(1e-12));
        assertThat(effect.standardError().orElseThrow())
                .isCloseTo(Math.sqrt(c.variance(0) / 5 + t.variance(0) / 6), within(1e-12));
        assertThat(effect.n()).isEqualTo(22);
        assertThat(rows.level("m", "mean", "control").value()).isCloseTo(4, within(1e-12));
        // the error of a level is between clusters too: s/sqrt(5) of the means
        assertThat(rows.level("m", "mean", "control").standardError().orElseThrow())
                .isCloseTo(Math.sqrt(c.variance(0) / 5), within(1e-12));
        Estimate randomised = (Estimate) rows.one("randomization_test", "m", "ate", Scale.DIFFERENCE, "treatment", "");
        assertThat(randomised.test().orElseThrow().name()).isEqualTo("randomisation test, all 462 assignments");
        assertThat(randomised.test().orElseThrow().pValue()).isBetween(0.02, 0.25);
        assertThat(Rows.of(findings.diagnostics(), "effective_clusters")
                        .getFirst()
                        .severity())
                .isEqualTo(Severity.WARNING);
        assertThat(Rows.of(findings.diagnostics(), "sample_ratio").getFirst().message())
                .contains("11 clusters of country")
                .contains("control 5, treatment 6");
        assertThat(Rows.of(findings.diagnostics(), "pre_period_balance")).isEmpty();
    }

    /** One cluster with most of the units leaves the mean of its arm without an error, not without a value. */
    @Test
    void clustersOfVeryUnequalSizeKeepTheirLevels() {
        List<GroupCell> cells = new ArrayList<>(clusters(new double[] {1, 2, 4, 5}, 3, 6, 6, 7));
        double[] large = new double[200];
        Arrays.setAll(large, i -> 10 + (i % 2 == 0 ? 1 : -1));
        cells.add(cell("control", "c9", "", Moments.ofColumns(large)));
        Rows rows =
                new Rows(estimate(study("cluster_randomized"), data(0, cells)).outcomes());
        Estimate control = rows.level("m", "mean", "control");
        assertThat(control.value()).isCloseTo((2 * (1 + 2 + 4 + 5) + 200 * 10) / 208.0, within(1e-12));
        assertThat(control.standardError()).isEmpty();
        assertThat(rows.level("m", "mean", "treatment").standardError()).isPresent();
    }

    /** Below 20 effective clusters the randomisation test, below 40 CR2, else CR1 on G - 1; asked for by name at any number. */
    @ParameterizedTest
    @CsvSource({
        "12, auto, 'randomisation test, all 924 assignments', 'randomisation test, inverted'",
        "18, auto, 'randomisation test, all 48620 assignments', 'randomisation test, inverted'",
        "28, randomization, 'randomisation test, 9999 assignments drawn', 'randomisation test, inverted'",
        "12, wild_cluster_bootstrap, 'wild cluster bootstrap, all 4096 samples of Rademacher weights', 'wild cluster bootstrap, inverted'",
        "8, wild_cluster_bootstrap, 'wild cluster bootstrap, 9999 samples of Webb weights drawn', 'wild cluster bootstrap, inverted'",
        "28, auto, 't, CR2 and Satterthwaite', 't, CR2 and Satterthwaite'",
        "44, auto, 't, CR1', 't, CR1'",
        "12, cr2, 't, CR2 and Satterthwaite', 't, CR2 and Satterthwaite'",
        "44, cr3, 't, CR3 and Satterthwaite', 't, CR3 and Satterthwaite'"
    })
    void theErrorGoesByEffectiveClusters(int clusters, String asked, String test, String interval) {
        double[] control = new double[clusters / 2];
        double[] treatment = new double[clusters / 2];
        for (int i = 0; i < control.length; i++) {
            control[i] = 10 + Math.sin(i);
            treatment[i] = 10.4 + Math.cos(3 * i);
        }
        Findings findings = estimate(
                study("cluster_randomized").set("analysis", "std_error", asked), data(0, clusters(control, treatment)));
        Rows rows = new Rows(findings.outcomes());
        Estimate effect = rows.difference("m");
        assertThat(effect.test().orElseThrow().name()).isEqualTo(test);
        assertThat(effect.interval().orElseThrow().method()).isEqualTo(interval);
        boolean rejected = effect.test().orElseThrow().pValue() <= 0.05;
        boolean outside = effect.interval().orElseThrow().lower() > 0
                || effect.interval().orElseThrow().upper() < 0;
        assertThat(outside).isEqualTo(rejected);
        Estimate lift = (Estimate) rows.one("main", "m", "ate", Scale.RELATIVE_DIFFERENCE, "treatment", "");
        assertThat(lift.interval().orElseThrow().lower() > 0
                        || lift.interval().orElseThrow().upper() < 0)
                .isEqualTo(rejected);
        String why = asked.equals("auto") ? clusters < 40 ? "are below" : "are 40 or more" : "asked for";
        assertThat(Rows.of(findings.diagnostics(), "effective_clusters")
                        .getFirst()
                        .message())
                .contains("Error: ")
                .contains(why);
    }

    /** A segment that holds half the units of every cluster is estimated as if it were all there is. */
    @Test
    void aSegmentOfClustersIsTheSameComparisonOfItsUnits() {
        double[] control = {1, 2, 4, 5, 8};
        double[] treatment = {3, 6, 6, 7, 9, 11};
        List<GroupCell> half = clusters(control, treatment);
        List<GroupCell> thin = List.of(half.getFirst(), half.getLast());
        ExperimentData data = data(0, half);
        Groups groups = new Groups(
                data.groups().units(),
                data.groups().metrics(),
                0,
                List.of(
                        new Groups.SegmentCells("country", "DE", new GroupCells("m", half)),
                        new Groups.SegmentCells("country", "FR", new GroupCells("m", thin))),
                Optional.empty());
        ExperimentData sliced = new ExperimentData(
                data.exposures(),
                data.metrics(),
                data.quantiles(),
                data.failures(),
                data.freshness(),
                data.looks(),
                groups);
        StudyBuilder study = study("cluster_randomized").slices("country").minCell(1);
        Rows rows = new Rows(estimate(study, sliced).outcomes());
        Estimate main = rows.difference("m");
        Estimate segment = (Estimate) rows.one("main", "m", "ate", Scale.DIFFERENCE, "treatment", "country=DE");
        assertThat(segment.value()).isEqualTo(main.value());
        assertThat(segment.standardError()).isEqualTo(main.standardError());
        assertThat(segment.test().orElseThrow().pValue())
                .isEqualTo(main.test().orElseThrow().pValue());
        NotEstimable few = (NotEstimable) rows.one("main", "m", "ate", Scale.DIFFERENCE, "treatment", "country=FR");
        assertThat(few.message()).contains("2 clusters allow 2 assignments");
        assertThat(METHOD.workings(
                        METHOD.specify(study.study()), sliced, new Working.Asked("m", "treatment", "country=DE")))
                .extracting(Working::title)
                .contains("Totals of the clusters");
    }

    /**
     * Inside every segment each stratum has the same mean in both arms, and the arms other shares of the strata: leaving the
     * strata aside shows an effect in each.
     */
    @Test
    void aSegmentOfStrataIsWeightedByItsOwnUnits() {
        List<GroupCell> all = List.of(
                cell("control", "", "DE", DataBuilder.block(800, 10, 4)),
                cell("treatment", "", "DE", DataBuilder.block(200, 10, 4)),
                cell("control", "", "FR", DataBuilder.block(300, 20, 4)),
                cell("treatment", "", "FR", DataBuilder.block(700, 21, 4)));
        List<GroupCell> young = List.of(
                cell("control", "", "DE", DataBuilder.block(300, 10, 4)),
                cell("treatment", "", "DE", DataBuilder.block(100, 10, 4)),
                cell("control", "", "FR", DataBuilder.block(100, 20, 4)),
                cell("treatment", "", "FR", DataBuilder.block(500, 21, 4)));
        ExperimentData data = data(0, all);
        ExperimentData sliced = new ExperimentData(
                data.exposures(),
                data.metrics(),
                data.quantiles(),
                data.failures(),
                data.freshness(),
                data.looks(),
                new Groups(
                        data.groups().units(),
                        data.groups().metrics(),
                        0,
                        List.of(new Groups.SegmentCells("age", "young", new GroupCells("m", young))),
                        Optional.empty()));
        StudyBuilder study = study("stratified").slices("age").minCell(1);
        Rows rows = new Rows(estimate(study, sliced).outcomes());
        Estimate segment = (Estimate) rows.one("main", "m", "ate", Scale.DIFFERENCE, "treatment", "age=young");
        // 600 of 1,000 young units are in FR, where the effect is 1; plain means differ by 19.17 - 12.5
        assertThat(segment.value()).isCloseTo(0.6, within(1e-12));
        // inside strata, and what the weights' own sampling adds where effects differ
        double variance = 0.16 * (4.0 / 299 + 4.0 / 99) + 0.36 * (4.0 / 99 + 4.0 / 499) + 0.24 / 1000;
        assertThat(segment.standardError().orElseThrow())
                .isCloseTo(Math.sqrt(variance), within(1e-3 * Math.sqrt(variance)));
        assertThat(rows.difference("m").value()).isCloseTo(0.5, within(1e-12));
        assertThat(METHOD.workings(
                        METHOD.specify(study.study()), sliced, new Working.Asked("m", "treatment", "age=young")))
                .isNotEmpty();
    }

    /** Half of everybody is in each stratum; .1 of share is read .5 away. */
    private static QuantileCell weighted(String arm, double at, int first, int second) {
        return new QuantileCell(
                arm,
                "",
                "",
                first + second,
                first + second,
                at,
                at - 0.5,
                at + 0.5,
                0.4,
                0.6,
                Optional.empty(),
                List.of(
                        new QuantileStratum("DE", 500, indicators(first, 0.8)),
                        new QuantileStratum("FR", 500, indicators(second, 0.2))));
    }

    private static Moments indicators(int n, double share) {
        return Moments.ofPopulation(n, new double[] {share, 1}, new double[][] {{share * (1 - share), 0}, {0, 0}});
    }

    /** The error of the share is that inside strata, .16/(n - 1) in each with weight a half; .1 of share are .5. */
    @Test
    void aQuantileInsideStrataIsThatOfEverybodysMix() {
        StudyBuilder study = new StudyBuilder()
                .primary(StudyBuilder.quantile("latency", Over.UNIT))
                .set("design", "type", "stratified")
                .set("design", "randomize.stratify", List.of("country"));
        ExperimentData data = new DataBuilder()
                .quantile("latency", 0.5, weighted("control", 20, 400, 101), weighted("treatment", 23, 101, 400))
                .data();
        Rows rows = new Rows(estimate(study, data).outcomes());
        Estimate effect = rows.difference("latency");
        double variance = 0.25 * 0.16 * (1.0 / 399 + 1.0 / 100);
        assertThat(effect.value()).isCloseTo(3, within(1e-12));
        assertThat(effect.standardError().orElseThrow()).isCloseTo(Math.sqrt(2 * variance) * 5, within(1e-9));
        assertThat(effect.interval().orElseThrow().method()).contains("strata by their share");
        assertThat(METHOD.workings(METHOD.specify(study.study()), data, new Working.Asked("latency", "treatment", "")))
                .extracting(Working::body)
                .anyMatch(b -> b.contains("DE: n = 400 of 500"));
        QuantileCell without = weighted("treatment", 23, 101, 400);
        ExperimentData lacking = new DataBuilder()
                .quantile(
                        "latency",
                        0.5,
                        weighted("control", 20, 400, 101),
                        new QuantileCell(
                                "treatment",
                                "",
                                "",
                                101,
                                101,
                                23,
                                22,
                                24,
                                0.4,
                                0.6,
                                Optional.empty(),
                                without.strata().subList(0, 1)))
                .data();
        assertThat(new Rows(estimate(study, lacking).outcomes())
                        .missing("latency", Scale.DIFFERENCE)
                        .message())
                .contains("arm treatment has no unit in the strata");
    }

    private static QuantileCell quantile(String arm, double at, int clusters) {
        double[][] shares = new double[clusters][];
        for (int g = 0; g < clusters; g++) {
            shares[g] = new double[] {5 + g % 3 - 1, 10};
        }
        return new QuantileCell(
                arm, "", "", 70, 10L * clusters, at, at - 1, at + 1, 0.45, 0.55, Optional.of(Moments.ofRows(shares)));
    }

    /** Order statistics .05 of share away, whose error is .1 x sd(5 or so of 10)/sqrt(clusters): t on clusters. */
    @Test
    void aQuantileHasTheErrorBetweenClusters() {
        StudyBuilder study = new StudyBuilder()
                .primary(StudyBuilder.quantile("latency", Over.EVENT))
                .set("design", "type", "cluster_randomized")
                .set("design", "randomize.unit", "country");
        ExperimentData data = new DataBuilder()
                .quantile("latency", 0.5, quantile("control", 20, 6), quantile("treatment", 23, 6))
                .data();
        Rows rows = new Rows(estimate(study, data).outcomes());
        Estimate effect = rows.difference("latency");
        double share = Math.sqrt(0.8 / 6) / 10;
        assertThat(effect.value()).isCloseTo(3, within(1e-12));
        assertThat(effect.standardError().orElseThrow()).isCloseTo(Math.sqrt(2) * share / 0.05, within(1e-9));
        assertThat(effect.test().orElseThrow().df().orElseThrow()).isCloseTo(10, within(1e-9));
        assertThat(effect.n()).isEqualTo(140);
        ExperimentData few = new DataBuilder()
                .quantile("latency", 0.5, quantile("control", 20, 3), quantile("treatment", 23, 3))
                .data();
        assertThat(new Rows(estimate(study, few).outcomes())
                        .missing("latency", Scale.DIFFERENCE)
                        .message())
                .contains("3 against 3 clusters")
                .contains("0.1");
    }

    @Test
    void saysWhoMovedBetweenClusters() {
        List<GroupCell> cells = clusters(new double[] {1, 2, 4, 5, 8}, 3, 6, 6, 7, 9, 11);
        ExperimentData data = data(0, cells);
        Groups groups = new Groups(
                data.groups().units(),
                data.groups().metrics(),
                0,
                List.of(),
                Optional.of(new Groups.Membership(Groups.Membership.Kind.DATED, 22, 4, 1, 2)));
        Findings findings = estimate(
                study("cluster_randomized"),
                new ExperimentData(
                        data.exposures(),
                        data.metrics(),
                        data.quantiles(),
                        data.failures(),
                        data.freshness(),
                        data.looks(),
                        groups));
        assertThat(Rows.of(findings.diagnostics(), "membership"))
                .singleElement()
                .satisfies(d -> {
                    assertThat(d.severity()).isEqualTo(Severity.WARNING);
                    assertThat(d.message())
                            .contains("4 users of 22 are in another country now than at entry")
                            .contains("1 user had several")
                            .contains("2 users came into theirs after the period's start");
                });
    }

    @Test
    void tooFewClustersAreRefusedWithTheSmallestAttainableP() {
        Findings findings =
                estimate(study("cluster_randomized"), data(0, clusters(new double[] {1, 2, 4}, 30, 31, 32)));

        NotEstimable missing = new Rows(findings.outcomes()).missing("m", Scale.DIFFERENCE);
        assertThat(missing.reason()).isEqualTo(Reason.TOO_FEW_UNITS);
        assertThat(missing.message())
                .contains("6 clusters allow 20 assignments")
                .contains("below 0.1");
    }

    @Test
    void aClusterInBothArmsIsCountedAndLeftOut() {
        List<GroupCell> cells = clusters(new double[] {1, 2, 4, 5, 8}, 3, 6, 6, 7, 9, 11);
        double without = new Rows(
                        estimate(study("cluster_randomized"), data(0, cells)).outcomes())
                .difference("m")
                .value();
        cells.add(cell("control", "both", "", around(100)));
        cells.add(cell("treatment", "both", "", around(-100)));

        Findings findings = estimate(study("cluster_randomized"), data(3, cells));

        assertThat(new Rows(findings.outcomes()).difference("m").value()).isEqualTo(without);
        assertThat(Rows.of(findings.diagnostics(), "groups").getFirst().message())
                .contains("1 cluster of 12 have units in several arms")
                .contains("3 users have no cluster");
        assertThat(findings.dropped()).anyMatch(d -> d.reason().equals("units in several arms") && d.count() == 1);
    }

    @Test
    void aClusterWithUnitsInSeveralStrataCountsWhereMostOfThemAre() {
        List<GroupCell> cells = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            cells.add(cell(i % 2 == 0 ? "control" : "treatment", "a" + i, "A", around(i)));
            cells.add(cell(i % 2 == 0 ? "treatment" : "control", "b" + i, "B", around(10 + 2 * i)));
        }
        cells.add(cell("control", "a0", "B", Moments.ofColumns(new double[] {0})));
        Findings findings = estimate(
                study("cluster_randomized").set("design", "randomize.stratify", List.of("history")), data(0, cells));

        assertThat(Rows.of(findings.diagnostics(), "groups"))
                .anyMatch(d -> d.message().contains("1 cluster have units in several strata"));
        assertThat(new Rows(findings.outcomes()).difference("m").adjustedBy()).isEqualTo("strata: history");
        assertThat(new Rows(findings.outcomes()).has("unadjusted")).isTrue();
    }

    @Test
    void pairsOfUnitsGiveThePairedTTest() {
        double[] control = {1, 2, 4, 5, 8, 3};
        double[] gaps = {2, 1, 3, 0, 2, 4};
        List<GroupCell> cells = new ArrayList<>();
        for (int i = 0; i < control.length; i++) {
            cells.add(cell("control", "p" + i, "", Moments.ofColumns(new double[] {control[i]})));
            cells.add(cell("treatment", "p" + i, "", Moments.ofColumns(new double[] {control[i] + gaps[i]})));
        }
        cells.add(cell("treatment", "alone", "", Moments.ofColumns(new double[] {1000})));
        Findings findings = estimate(study("matched_pairs"), data(0, cells));

        Estimate effect = new Rows(findings.outcomes()).difference("m");
        Moments d = Moments.ofColumns(gaps);
        assertThat(effect.value()).isCloseTo(2, within(1e-12));
        assertThat(effect.standardError().orElseThrow()).isCloseTo(Math.sqrt(d.variance(0) / 6), within(1e-12));
        assertThat(effect.test().orElseThrow().df().orElseThrow()).isEqualTo(5);
        assertThat(Rows.of(findings.diagnostics(), "groups").getFirst().message())
                .contains("1 pair of 7 lack an arm");
        Estimate flipped = (Estimate)
                new Rows(findings.outcomes()).one("randomization_test", "m", "ate", Scale.DIFFERENCE, "treatment", "");
        // of the 64 flips two are as extreme in each direction: all gaps alike, and the gap of zero flipped
        assertThat(flipped.test().orElseThrow().pValue()).isCloseTo(4.0 / 64, within(1e-12));
    }

    @Test
    void fewerThanSixPairsAreRefused() {
        List<GroupCell> cells = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            cells.add(cell("control", "p" + i, "", around(i)));
            cells.add(cell("treatment", "p" + i, "", around(i + 10)));
        }
        NotEstimable missing =
                new Rows(estimate(study("matched_pairs"), data(0, cells)).outcomes()).missing("m", Scale.DIFFERENCE);
        assertThat(missing.message()).contains("5 complete pairs").contains("0.0625");
    }

    @Test
    void strataAreComparedInsideAndWeighted() {
        List<GroupCell> cells = List.of(
                cell("control", "", "A", Moments.ofColumns(new double[] {1, 2, 3})),
                cell("treatment", "", "A", Moments.ofColumns(new double[] {2, 4, 6})),
                cell("control", "", "B", Moments.ofColumns(new double[] {10, 12})),
                cell("treatment", "", "B", Moments.ofColumns(new double[] {11, 12, 13, 16})));
        Findings findings = estimate(study("stratified"), data(0, cells));

        Rows rows = new Rows(findings.outcomes());
        // six units each: half of 4 - 2 and half of 13 - 11
        assertThat(rows.difference("m").value()).isCloseTo(2, within(1e-12));
        assertThat(rows.difference("m").adjustedBy()).contains("country (2 strata)");
        Estimate plain = (Estimate) rows.one("unstratified", "m", "ate", Scale.DIFFERENCE, "treatment", "");
        assertThat(plain.value()).isCloseTo(64 / 7.0 - 28 / 5.0, within(1e-12));
        assertThat(plain.standardError().orElseThrow())
                .isGreaterThan(rows.difference("m").standardError().orElseThrow());
    }

    /** An arm that is drawn more often where levels are high: what leaves the strata aside shows an effect that is none. */
    @Test
    void levelsAreThoseThatAreComparedAndNothingMixesStrataOfUnequalShares() {
        List<GroupCell> cells = List.of(
                cell("control", "", "DE", DataBuilder.block(800, 10, 4)),
                cell("treatment", "", "DE", DataBuilder.block(200, 10, 4)),
                cell("control", "", "FR", DataBuilder.block(300, 20, 4)),
                cell("treatment", "", "FR", DataBuilder.block(700, 20, 4)));
        Findings findings = estimate(study("stratified"), data(0, cells));
        Rows rows = new Rows(findings.outcomes());
        assertThat(rows.difference("m").value()).isCloseTo(0, within(1e-9));
        // half of all units are in each stratum
        assertThat(rows.level("m", "mean", "control").value()).isCloseTo(15, within(1e-9));
        assertThat(rows.level("m", "mean", "treatment").value()).isCloseTo(15, within(1e-9));
        assertThat(rows.has("unstratified")).isFalse();
        assertThat(rows.has("cumulative")).isFalse();
        assertThat(Rows.of(findings.diagnostics(), "strata_shares").getFirst().message())
                .contains("treatment 20 % of DE, treatment 70 % of FR");
    }

    /** Pairs whose members differ in size, and clusters in strata: totals of an arm would show sizes and strata too. */
    @ParameterizedTest
    @ValueSource(strings = {"matched_pairs", "cluster_randomized"})
    void levelsOfPairsAndOfClustersInStrataDifferByTheEffect(String design) {
        StudyBuilder study = study(design);
        if (design.equals("cluster_randomized")) {
            study.set("design", "randomize.stratify", List.of("history"));
        }
        List<GroupCell> cells = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            boolean pairs = design.equals("matched_pairs");
            int treated = 10 + 9 * (i % 5);
            // one stratum has twelve of its sixteen clusters in control, and the level of the other is far from it
            boolean low = i < 8;
            boolean own = low ? i % 4 != 0 : i % 4 == 0;
            String stratum = pairs ? "" : low ? "A" : "B";
            double level = (low ? 5 : 20) + Math.sin(i);
            if (pairs || own) {
                cells.add(cell("control", "g" + i, stratum, DataBuilder.block(20 + 7L * (i % 3), level, 4)));
            }
            if (pairs || !own) {
                cells.add(cell("treatment", "g" + i, stratum, DataBuilder.block(treated, level + Math.cos(3 * i), 4)));
            }
        }
        Rows rows = new Rows(estimate(study, data(0, cells)).outcomes());
        double control = rows.level("m", "mean", "control").value();
        Estimate treatment = rows.level("m", "mean", "treatment");
        double effect = rows.difference("m").value();
        assertThat(treatment.value() - control).isCloseTo(effect, within(1e-12));
        assertThat(rows.relative("m").value()).isCloseTo(effect / control, within(1e-12));
        assertThat(treatment.interval().orElseThrow().contains(treatment.value()))
                .isTrue();
        // the naive levels are far off
        assertThat(naive(cells, "treatment") - naive(cells, "control")).isNotCloseTo(effect, within(0.5));
    }

    private static double naive(List<GroupCell> cells, String arm) {
        return Moments.sum(cells.stream()
                        .filter(c -> c.arm().equals(arm))
                        .map(GroupCell::moments)
                        .toList())
                .mean(0);
    }

    @Test
    void theSameSeedGivesTheSameFindings() {
        double[] control = new double[12];
        double[] treatment = new double[12];
        for (int i = 0; i < 12; i++) {
            control[i] = Math.sin(i);
            treatment[i] = Math.cos(3 * i);
        }
        ExperimentData data = data(0, clusters(control, treatment));
        assertThat(estimate(study("cluster_randomized"), data)).isEqualTo(estimate(study("cluster_randomized"), data));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster_randomized", "matched_pairs", "stratified", "blocked"})
    void aLookBeforeTheEndIsJudgedAndExplained(String design) {
        List<GroupCell> cells = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            boolean clusters = design.equals("cluster_randomized");
            String stratum = design.equals("stratified") || design.equals("blocked") ? "s" + i % 3 : "";
            if (!clusters || i % 2 == 0) {
                cells.add(cell("control", "g" + i, stratum, around(5 + Math.sin(i))));
            }
            if (!clusters || i % 2 == 1) {
                cells.add(cell("treatment", "g" + i, stratum, around(5.5 + Math.cos(3 * i))));
            }
        }
        StudyBuilder study = study(design).asOf("2026-03-08T00:00:00Z");
        ExperimentData data = data(0, cells);
        InterimLook.judged(estimate(study, data), 1);
        InterimLook.explained(
                METHOD.workings(METHOD.specify(study.study()), data, new Working.Asked("m", "treatment", "")));
    }

    @Test
    void workingsPutTheValuesIn() {
        ExperimentData data = data(0, clusters(new double[] {1, 2, 4, 5, 8}, 3, 6, 6, 7, 9, 11));
        List<Working> steps = METHOD.workings(
                METHOD.specify(study("cluster_randomized").study()), data, new Working.Asked("m", "treatment", ""));
        assertThat(steps)
                .extracting(Working::title)
                .startsWith("Totals of the clusters", "Levels that are compared", "Difference");
        assertThat(steps.get(0).body()).contains("control c0: n = 2, total y 2");
        assertThat(steps.get(2).body()).contains("D = 3.000000").contains("CR2");
    }

    @Test
    void refusesADesignThatDoesNotSayWhatWasRandomised() {
        assertThatThrownBy(() -> METHOD.specify(new StudyBuilder()
                        .primary(StudyBuilder.mean("m"))
                        .set("design", "type", "cluster_randomized")
                        .study()))
                .isInstanceOf(SpecificationException.class)
                .hasMessageContaining("does not say which clusters");
        assertThatThrownBy(() -> METHOD.specify(
                        study("stratified").set("analysis", "std_error", "cr1").study()))
                .hasMessageContaining("none were randomised");
        assertThatThrownBy(() -> METHOD.specify(study("cluster_randomized")
                        .set("design", "randomize.unit", "city")
                        .study()))
                .hasMessageContaining("'city', which is no dimension of user");
        assertThatThrownBy(() -> METHOD.specify(new StudyBuilder()
                        .primary(StudyBuilder.mean("m"))
                        .set("design", "type", "blocked")
                        .study()))
                .hasMessageContaining("does not say by what");
    }

    /** Every arm has strata in a mix of its own; an effect is yet the difference of the two levels that are shown. */
    @Test
    void withThreeArmsLevelsAndEffectsAreOnOneMixOfStrata() {
        List<GroupCell> cells = new ArrayList<>();
        int[][] units = {{6, 2}, {3, 7}, {4, 5}};
        List<String> arms = List.of("control", "treatment", "other");
        for (int arm = 0; arm < 3; arm++) {
            for (int k = 0; k < 2; k++) {
                double[] y = new double[units[arm][k]];
                for (int i = 0; i < y.length; i++) {
                    y[i] = 10 * k + arm * (1 + k) + i % 3;
                }
                cells.add(cell(arms.get(arm), "", "s" + k, Moments.ofColumns(y)));
            }
        }
        StudyBuilder study = study("stratified")
                .arms(
                        new covey.method.Study.Arm("control", "control", 0.34, true),
                        new covey.method.Study.Arm("treatment", "treatment", 0.33, false),
                        new covey.method.Study.Arm("other", "other", 0.33, false));
        Rows rows = new Rows(estimate(study, data(0, cells)).outcomes());
        double control = rows.level("m", "mean", "control").value();
        for (String arm : List.of("treatment", "other")) {
            Estimate effect = (Estimate) rows.one("main", "m", "ate", Scale.DIFFERENCE, arm, "");
            assertThat(effect.value()).isCloseTo(rows.level("m", "mean", arm).value() - control, within(1e-12));
        }
        // 13 and 14 units of 27 in the strata, of all arms
        double first = cells.getFirst().moments().mean(0);
        double second = cells.get(1).moments().mean(0);
        assertThat(control).isCloseTo((13 * first + 14 * second) / 27, within(1e-12));
        assertThat(rows.difference("m").n()).isEqualTo(18);
    }
}
