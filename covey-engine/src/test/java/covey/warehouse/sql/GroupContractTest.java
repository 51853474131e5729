package covey.warehouse.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.data.ExperimentData;
import covey.data.ExperimentData.QuantileCell;
import covey.data.ExperimentData.QuantileStratum;
import covey.data.ExperimentRequirement;
import covey.data.ExperimentRequirement.MetricNeed;
import covey.data.Grouping;
import covey.data.Groups.GroupCell;
import covey.data.Groups.GroupCells;
import covey.data.Groups.GroupUnits;
import covey.data.Groups.Membership;
import covey.metric.Dimension;
import covey.metric.Schema;
import covey.stats.moment.Moments;
import covey.warehouse.SqlSession;
import covey.warehouse.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Moments by group on every engine, against the oracle's segments of dimensions whose values are all kept. */
class GroupContractTest {
    private static final Map<String, Target> WRITTEN = new HashMap<>();

    @TempDir
    static Path folder;

    private static Target target(String engine, int seed) {
        Ground ground = ExperimentContractTest.ground(seed);
        return WRITTEN.computeIfAbsent(engine + seed, _ -> ground.tables(engine).write(folder, "grouped" + seed));
    }

    @ParameterizedTest
    @CsvSource({"duckdb,1", "postgresql,1", "duckdb,2", "postgresql,2"})
    void agreesWithLoopsOverTheRows(String engine, int seed) {
        Ground ground = ExperimentContractTest.ground(seed);
        ExperimentRequirement need = whole(ground).groupedBy(new Grouping(Optional.of("plan"), List.of("country")));

        ExperimentData data = fetch(engine, seed, need);

        Oracle oracle = new Oracle(ground, need);
        assertThat(data.failures()).isEmpty();
        assertUnits(data, oracle);
        for (MetricNeed metric : need.metrics()) {
            GroupCells cells = data.groups().metric(metric.metric().name()).orElseThrow();
            Map<String, Moments> plans = new TreeMap<>();
            for (GroupCell cell : cells.cells()) {
                plans.merge(cell.arm() + "|" + cell.group(), cell.moments(), Moments::plus);
            }
            Map<String, Moments> expected = new TreeMap<>();
            oracle.metric(metric).cells().stream()
                    .filter(c -> c.slice().equals("plan")
                            && !c.excluded()
                            && !c.segment().equals("(missing)"))
                    .forEach(c -> expected.merge(c.arm() + "|" + c.segment(), c.moments(), Moments::plus));
            assertThat(plans.keySet()).isEqualTo(expected.keySet());
            plans.forEach((key, block) ->
                    ExperimentContractTest.assertMoments(key, block, Objects.requireNonNull(expected.get(key))));
        }
    }

    /** Every unit that is in a cell of a group is in the cell of its segment too, and in no other. */
    @ParameterizedTest
    @CsvSource({"duckdb,1", "postgresql,2"})
    void segmentsOfGroupsAddUpToThem(String engine, int seed) {
        Ground ground = ExperimentContractTest.ground(seed);
        ExperimentRequirement need = whole(ground).groupedBy(new Grouping(Optional.of("plan"), List.of("country")));

        ExperimentData data = fetch(engine, seed, need);

        for (MetricNeed metric : need.metrics()) {
            String name = metric.metric().name();
            Map<String, Moments> whole = new TreeMap<>();
            data.groups().metric(name).orElseThrow().cells().forEach(c -> whole.put(key(c), c.moments()));
            Map<String, Moments> sliced = new TreeMap<>();
            for (String country : data.groups().segments(name, "country")) {
                for (GroupCell cell :
                        data.groups().segment(name, "country=" + country).cells()) {
                    assertThat(cell.stratum()).isEqualTo(country);
                    sliced.put(key(cell), cell.moments());
                }
            }
            assertThat(sliced.keySet()).isEqualTo(whole.keySet()).hasSizeGreaterThan(10);
            sliced.forEach((key, block) ->
                    ExperimentContractTest.assertMoments(key, block, Objects.requireNonNull(whole.get(key))));
        }
    }

    @ParameterizedTest
    @CsvSource({"duckdb,1", "postgresql,1", "duckdb,2", "postgresql,2"})
    void picksTheOrderStatisticsByGroup(String engine, int seed) {
        Ground ground = ExperimentContractTest.ground(seed);
        Instant asOf = ground.start.plus(Duration.ofDays(100));
        ExperimentRequirement need = ExperimentContractTest.need(ground, asOf, Metrics.quantiles())
                .groupedBy(new Grouping(Optional.of("plan"), 3, List.of()));
        ExperimentContractTest.assertQuantiles(ground, need, fetch(engine, seed, need));
    }

    @ParameterizedTest
    @CsvSource({"duckdb,1", "postgresql,1", "duckdb,2", "postgresql,2"})
    void picksTheOrderStatisticsOfEverybodysMixOfStrata(String engine, int seed) {
        Ground ground = ExperimentContractTest.ground(seed);
        Instant asOf = ground.start.plus(Duration.ofDays(100));
        ExperimentRequirement need = ExperimentContractTest.need(ground, asOf, Metrics.quantiles())
                .groupedBy(new Grouping(Optional.empty(), List.of("plan")));
        ExperimentData data = fetch(engine, seed, need);
        assertThat(data.failures()).isEmpty();
        OracleQuantiles oracle = new OracleQuantiles(new Oracle(ground, need), need);
        for (MetricNeed metric : need.metrics()) {
            List<QuantileCell> cells =
                    data.quantile(metric.metric().name()).orElseThrow().arms();
            List<QuantileCell> expected = oracle.weighted(metric.metric(), "plan");
            assertThat(cells).hasSameSizeAs(expected).hasSizeGreaterThan(15);
            for (QuantileCell e : expected) {
                QuantileCell found = cells.stream()
                        .filter(c -> c.arm().equals(e.arm())
                                && c.slice().equals(e.slice())
                                && c.segment().equals(e.segment()))
                        .findFirst()
                        .orElseThrow();
                assertThat(found)
                        .as(metric.metric().name())
                        .usingRecursiveComparison()
                        .ignoringFields("strata")
                        .withComparatorForType(GroupContractTest::nearly, Double.class)
                        .isEqualTo(e);
                assertThat(found.strata()).hasSameSizeAs(e.strata());
                for (QuantileStratum stratum : e.strata()) {
                    QuantileStratum own = found.strata().stream()
                            .filter(s -> s.stratum().equals(stratum.stratum()))
                            .findFirst()
                            .orElseThrow();
                    assertThat(own.all()).isEqualTo(stratum.all());
                    ExperimentContractTest.assertMoments(e.toString(), own.shares(), stratum.shares());
                }
            }
        }
    }

    private static int nearly(double a, double b) {
        return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b)) ? 0 : Double.compare(a, b);
    }

    /** Groups that have not the arms of a whole one are in no quantile. */
    @ParameterizedTest
    @CsvSource({"duckdb", "postgresql"})
    void leavesGroupsOfSeveralArmsOut(String engine) {
        Ground ground = ExperimentContractTest.ground(1);
        ExperimentRequirement need =
                whole(ground, Metrics.quantiles()).groupedBy(new Grouping(Optional.of("plan"), List.of()));
        ExperimentData data = fetch(engine, 1, need);
        assertThat(data.quantiles()).isNotEmpty().allMatch(q -> q.arms().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"duckdb,1", "postgresql,1", "duckdb,2", "postgresql,2"})
    void countsUnitsThatMoved(String engine, int seed) {
        Ground ground = ExperimentContractTest.ground(seed);
        ExperimentRequirement need = whole(ground).groupedBy(new Grouping(Optional.of("plan"), List.of()));

        Membership members = fetch(engine, seed, need).groups().membership().orElseThrow();

        long units = 0;
        long moved = 0;
        long several = 0;
        long late = 0;
        Oracle oracle = new Oracle(ground, need);
        for (Oracle.Entered unit : oracle.units) {
            String own = oracle.segment("plan", unit);
            if (own.equals("(missing)")) {
                continue;
            }
            List<Ground.Version> dated = ground.versions.stream()
                    .filter(v -> v.user().equals(unit.id) && v.at() != null)
                    .toList();
            Instant newest = last(dated, Instant.MAX);
            Instant atEntry = last(dated, unit.entry());
            units++;
            moved += dated.stream().noneMatch(v -> newest.equals(v.at()) && own.equals(v.plan())) ? 1 : 0;
            several += dated.stream()
                                    .filter(v -> atEntry.equals(v.at()) && v.plan() != null)
                                    .map(Ground.Version::plan)
                                    .distinct()
                                    .count()
                            > 1
                    ? 1
                    : 0;
            late += atEntry.isAfter(need.start()) ? 1 : 0;
        }
        assertThat(members).isEqualTo(new Membership(Membership.Kind.DATED, units, moved, several, late));
        assertThat(moved).isPositive();
        assertThat(late).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"duckdb", "postgresql"})
    void anAttributeHasNoDateAndDoesNotMove(String engine) {
        ExperimentRequirement need =
                whole(ExperimentContractTest.ground(1)).groupedBy(new Grouping(Optional.of("country"), List.of()));
        Membership members = fetch(engine, 1, need).groups().membership().orElseThrow();
        assertThat(members.kind()).isEqualTo(Membership.Kind.ATTRIBUTE);
        assertThat(members.moved()).isZero();
        assertThat(members.units()).isPositive();
    }

    private static String key(GroupCell cell) {
        return cell.arm() + "|" + cell.group() + "|" + cell.stratum();
    }

    private static Instant last(List<Ground.Version> versions, Instant until) {
        return versions.stream()
                .map(Ground.Version::at)
                .filter(Objects::nonNull)
                .filter(at -> !at.isAfter(until))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"duckdb,1", "postgresql,2"})
    void strataAloneHoldEveryUnit(String engine, int seed) {
        Ground ground = ExperimentContractTest.ground(seed);
        ExperimentRequirement need = whole(ground).groupedBy(new Grouping(Optional.empty(), List.of("country", "age")));

        ExperimentData data = fetch(engine, seed, need);

        Map<String, Long> strata = new TreeMap<>();
        Map<String, Long> countries = new TreeMap<>();
        new Oracle(ground, need)
                .exposures().cells().stream()
                        .filter(c -> c.slice().equals("country") && !c.excluded())
                        .forEach(c -> countries.merge(c.segment(), c.units(), Long::sum));
        // the oracle takes rare countries together
        data.groups().units().forEach(u -> {
            String country = u.stratum().substring(0, u.stratum().indexOf(" / "));
            strata.merge(countries.containsKey(country) ? country : "(other)", u.units(), Long::sum);
        });
        assertThat(strata).isEqualTo(countries).hasSizeGreaterThan(3);
        assertThat(data.groups().withoutGroup()).isZero();
        assertThat(data.groups().units()).allMatch(u -> u.group().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"duckdb", "postgresql"})
    void refusesADimensionThatCannotBeRead(String engine) {
        ExperimentRequirement need =
                whole(ExperimentContractTest.ground(1)).groupedBy(new Grouping(Optional.of("nowhere"), List.of()));
        assertThatThrownBy(() -> fetch(engine, 1, need))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("nowhere");
    }

    private static void assertUnits(ExperimentData data, Oracle oracle) {
        Map<String, Long> expected = new TreeMap<>();
        oracle.exposures().cells().stream()
                .filter(c -> c.slice().equals("plan") && !c.excluded())
                .forEach(c -> expected.merge(c.arm() + "|" + c.segment(), c.units(), Long::sum));
        Map<String, Long> units = new TreeMap<>();
        for (GroupUnits cell : data.groups().units()) {
            units.merge(cell.arm() + "|" + cell.group(), cell.units(), Long::sum);
        }
        long missing = expected.entrySet().stream()
                .filter(e -> e.getKey().endsWith("|(missing)"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        expected.keySet().removeIf(k -> k.endsWith("|(missing)"));
        assertThat(units).isEqualTo(expected).hasSizeGreaterThan(5);
        assertThat(data.groups().withoutGroup()).isEqualTo(missing).isPositive();
    }

    private static ExperimentData fetch(String engine, int seed, ExperimentRequirement need) {
        try (SqlSession session = SqlSession.open(target(engine, seed))) {
            return new ExperimentWarehouse(session, need).fetch((_, _) -> {}).data();
        }
    }

    /** The contract's study, over dimensions none of whose values are taken together. */
    private static ExperimentRequirement whole(Ground ground) {
        return whole(ground, Metrics.all());
    }

    private static ExperimentRequirement whole(Ground ground, List<MetricNeed> metrics) {
        Instant asOf = ground.start.plus(Duration.ofDays(100));
        ExperimentRequirement need = ExperimentContractTest.need(ground, asOf, metrics);
        Schema schema = need.schema();
        List<Dimension> dimensions = schema.dimensions().stream()
                .map(d -> new Dimension(
                        d.name(), d.entity(), d.model(), d.expr(), d.bins(), 1000, d.numeric(), d.location()))
                .toList();
        return new ExperimentRequirement(
                need.study(),
                need.unit(),
                need.exposure(),
                need.arms(),
                need.start(),
                need.end(),
                need.zone(),
                asOf,
                need.metrics(),
                List.of("country", "plan"),
                need.exclusions(),
                need.level(),
                new Schema(schema.zone(), schema.weekStart(), schema.models(), schema.links(), dimensions));
    }
}
