package covey.warehouse.sql;

import covey.data.ExperimentRequirement;
import covey.data.ExperimentRequirement.ArmValue;
import covey.data.ExperimentRequirement.Exposure.Entry;
import covey.data.Grouping;
import covey.warehouse.bucket.BucketSql;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.ScriptRun.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Who was exposed to what, and when: one row per unit, with its slices and attributes. */
final class UnitsSql {
    /** How many unknown values of the arm column are told. */
    private static final int MOST_UNKNOWN = 20;

    /** True for an exposed unit that is analysed. */
    static final String SOUND = "arms_seen + undeclared = 1 AND seen_before = 0 AND defective = 0";

    private final ExperimentRequirement need;
    private final Dialect dialect;
    private final ModelTable exposures;
    private final DimensionSql dimensions;

    UnitsSql(ExperimentRequirement need, ModelTables tables) {
        this.need = need;
        this.exposures = tables.of(need.exposure().model());
        this.dialect = exposures.dialect();
        this.dimensions = new DimensionSql(tables, need.unit());
        if (!need.exposure().rehearsed()) {
            exposures.require(need.exposure().armColumn());
        }
    }

    /** Exposure rows of the period, and those whose unit is known; empty when the table holds the unit itself. */
    Optional<String> matched() {
        return exposures.linked(need.unit())
                ? Optional.of(Sql.fill(
                        "WITH exposures AS (\n{}\n)\nSELECT count(*) AS link_rows, count(unit_id) AS link_matched\n"
                                + "FROM exposures\nWHERE seen_at >= {} AND seen_at < {}",
                        rows(),
                        start(),
                        end()))
                : Optional.empty();
    }

    /**
     * Counts of exposure rows by what becomes of them: a row for all, and one per value that is no declared arm. Rows of units
     * outside the population do not count; those that name no unit do.
     */
    Step counts() {
        boolean restricted = need.exposure().population().restricted();
        String sql = Sql.fill(
                """
                WITH exposures AS (
                {}
                ),{}
                marked AS (
                  SELECT
                    *,
                    CASE WHEN seen_at >= {} AND seen_at < {} THEN 1 ELSE 0 END AS in_period
                  FROM exposures{}
                ),
                named AS (
                  SELECT
                    *,
                    CASE WHEN arm IS NULL AND unit_id IS NOT NULL AND in_period = 1 THEN raw_arm END AS unknown_arm
                  FROM marked
                )
                SELECT
                  GROUPING(unknown_arm) AS all_rows,
                  unknown_arm,
                  COALESCE(sum(in_period), 0) AS rows_in_period,
                  count(CASE WHEN seen_at < {} THEN 1 END) AS before_start,
                  count(CASE WHEN seen_at >= {} THEN 1 END) AS after_end,
                  count(CASE WHEN unit_id IS NULL OR raw_arm IS NULL OR seen_at IS NULL THEN 1 END) AS null_rows,
                  count(CASE WHEN in_period = 1 AND defect = 1 THEN 1 END) AS defective_rows
                FROM named
                GROUP BY GROUPING SETS ((), (unknown_arm))
                HAVING GROUPING(unknown_arm) = 1 OR unknown_arm IS NOT NULL
                ORDER BY all_rows DESC, rows_in_period DESC, {}
                LIMIT {}""",
                rows(),
                restricted ? "\n" + described() : "",
                start(),
                end(),
                restricted ? "\n  WHERE unit_id IS NULL OR unit_id IN (SELECT covey_unit FROM population)" : "",
                start(),
                end(),
                dialect.bytewise("unknown_arm"),
                MOST_UNKNOWN + 1);
        return new Step(
                "exposure_counts",
                "Exposure rows by what becomes of them; then values of the arm column that are no declared arm.",
                sql,
                Step.Kind.READ);
    }

    /** Who is in the population, of all units with a row; described at their first row of the period, or before it. */
    private String described() {
        return Sql.fill("""
                analysed AS (
                  SELECT unit_id, COALESCE(min(CASE WHEN seen_at >= {} THEN seen_at END), min(seen_at)) AS entry_at
                  FROM exposures
                  WHERE unit_id IS NOT NULL
                  GROUP BY unit_id
                ),
                {},""", start(), dimensions.members(need.exposure().population()));
    }

    /** One row per exposed unit of the population: first arm, first time, and whether it is sound. */
    List<Step> entered() {
        String purpose = "Every exposed unit once: the arm it saw first, when, and whether its assignment is sound.";
        if (!need.exposure().population().restricted()) {
            return List.of(build("entered", purpose, exposedUnits()));
        }
        return List.of(
                build("exposed", purpose, exposedUnits()),
                build("entered", "Those of the population.", ofPopulation("SELECT * FROM covey_exposed")),
                new Step(
                        "outside",
                        "Exposed units outside the population.",
                        "SELECT (SELECT count(*) FROM covey_exposed) - (SELECT count(*) FROM covey_entered) AS units",
                        Step.Kind.READ));
    }

    private Step build(String name, String purpose, String select) {
        return new Step(name, purpose, dialect.createTempTable("covey_" + name, select), Step.Kind.BUILD);
    }

    /** Exposed units of the population as a select. */
    String enteredUnits() {
        return need.exposure().population().restricted() ? ofPopulation(exposedUnits()) : exposedUnits();
    }

    private String ofPopulation(String units) {
        return Sql.fill("""
                WITH analysed AS (
                {}
                ),
                {}
                SELECT a.*
                FROM analysed AS a
                JOIN population AS p ON p.covey_unit = a.unit_id""", units, dimensions.members(need.exposure().population()));
    }

    private String exposedUnits() {
        return need.exposure().rehearsed() ? firstActive() : firstExposed();
    }

    /** A unit's arm is a function of the unit, so that nobody can be in two. */
    private String firstActive() {
        return Sql.fill(
                """
                WITH exposures AS (
                {}
                )
                SELECT
                  unit_id,
                  min(arm) AS arm,
                  {} AS entry_at,
                  1 AS arms_seen,
                  0 AS undeclared,
                  0 AS seen_before,
                  0 AS defective,
                  count(*) AS exposure_rows
                FROM exposures
                WHERE unit_id IS NOT NULL AND seen_at >= {} AND seen_at < {}
                GROUP BY unit_id""", rows(), need.exposure().entry() == Entry.FIRST_ROW ? "min(seen_at)" : end(), start(), end());
    }

    private String firstExposed() {
        return Sql.fill(
                """
                WITH exposures AS (
                {}
                ),
                marked AS (
                  SELECT *, CASE WHEN arm IS NOT NULL AND seen_at >= {} THEN 1 END AS counts
                  FROM exposures
                  WHERE unit_id IS NOT NULL AND raw_arm IS NOT NULL AND seen_at < {}
                ),
                first_seen AS (
                  -- one row per unit: the fan-out of repeated exposures ends here
                  SELECT
                    unit_id,
                    min(CASE WHEN counts = 1 THEN seen_at END) AS entry_at,
                {},
                    max(CASE WHEN counts = 1 THEN defect ELSE 0 END) AS defective,
                    max(CASE WHEN arm IS NOT NULL AND counts IS NULL THEN 1 ELSE 0 END) AS seen_before,
                    max(CASE WHEN arm IS NULL AND seen_at >= {} THEN 1 ELSE 0 END) AS undeclared,
                    count(counts) AS exposure_rows
                  FROM marked
                  GROUP BY unit_id
                  HAVING count(counts) > 0
                )
                SELECT
                  unit_id,
                  CASE{}
                  END AS arm,
                  entry_at,
                  {} AS arms_seen,
                  undeclared,
                  seen_before,
                  defective,
                  exposure_rows
                FROM first_seen""",
                rows(),
                start(),
                end(),
                perArm(
                        (arm, i) -> "    min(CASE WHEN counts = 1 AND arm = " + dialect.literal(arm.name())
                                + " THEN seen_at END) AS first_" + i,
                        ",\n"),
                start(),
                perArm((arm, i) -> "\n    WHEN first_" + i + " = entry_at THEN " + dialect.literal(arm.name()), ""),
                perArm((_, i) -> "CASE WHEN first_" + i + " IS NULL THEN 0 ELSE 1 END", " + "));
    }

    private String perArm(BiFunction<ArmValue, Integer, String> item, String between) {
        return IntStream.range(0, need.arms().size())
                .mapToObj(i -> item.apply(need.arms().get(i), i + 1))
                .collect(Collectors.joining(between));
    }

    /** Units by arm, as they entered. */
    Step enteredCounts() {
        String sql = """
                SELECT
                  arm,
                  count(*) AS units,
                  sum(exposure_rows) AS exposure_rows,
                  sum(arms_seen) AS unit_arms,
                  count(CASE WHEN arms_seen + undeclared > 1 THEN 1 END) AS multiple_arms,
                  count(CASE WHEN arms_seen + undeclared = 1 AND seen_before = 1 THEN 1 END) AS seen_before,
                  count(CASE WHEN defective = 1 THEN 1 END) AS defective,
                  count(CASE WHEN arms_seen + undeclared > 1 OR seen_before = 1 OR defective = 1 THEN 1 END) AS unsound
                FROM covey_entered
                GROUP BY arm
                ORDER BY arm""";
        return new Step("entered_counts", "Units by the arm they saw first.", sql, Step.Kind.READ);
    }

    /** Exposed units whose recomputed arm is not the one they saw; empty when nothing is recomputed. */
    Optional<Step> recomputed() {
        return computedArm()
                .map(computed -> new Step(
                        "recomputed",
                        "Exposed units whose arm, recomputed from their id, is not the one they saw first.",
                        Sql.fill("""
                                SELECT
                                  count(*) AS units,
                                  count(CASE WHEN computed_arm <> arm THEN 1 END) AS other_arm,
                                  count(CASE WHEN computed_arm IS NULL THEN 1 END) AS outside
                                FROM (
                                  SELECT arm, {} AS computed_arm
                                  FROM covey_entered
                                ) AS x""", computed),
                        Step.Kind.READ));
    }

    /** Units whose recomputed arm is not the one they saw, runnable by itself. */
    Optional<String> disagreements() {
        return computedArm().map(computed -> Sql.fill("""
                WITH entered AS (
                {}
                ),
                computed AS (
                  SELECT unit_id, entry_at, arm, {} AS computed_arm
                  FROM entered
                )
                SELECT unit_id, entry_at, arm AS seen_arm, computed_arm
                FROM computed
                WHERE computed_arm IS NULL OR computed_arm <> arm
                ORDER BY entry_at, unit_id
                LIMIT 100""", enteredUnits(), computed));
    }

    /** The arm that the assignment gives a row of {@link #entered}. */
    Optional<String> computedArm() {
        return need.exposure()
                .recomputed()
                .map(r -> new BucketSql(dialect)
                        .assigned(r, "unit_id", "entry_at")
                        .lines()
                        .collect(Collectors.joining("\n  ")));
    }

    /** The analysed units with their slices and numeric attributes. */
    Step units(List<String> attributes) {
        List<DimensionSql.Joined> joined = new ArrayList<>();
        for (int i = 0; i < need.slices().size(); i++) {
            joined.add(dimensions.slice(need.slices().get(i), i + 1));
        }
        for (int i = 0; i < attributes.size(); i++) {
            joined.add(dimensions.attribute(attributes.get(i), i + 1));
        }
        List<String> grouping = groupColumns(need.grouping());
        for (int i = 0; i < grouping.size(); i++) {
            String name = need.grouping().dimensions().get(i);
            joined.add(
                    name.equals(need.unit())
                            ? new DimensionSql.Joined(
                                    List.of(), dialect.text("u.unit_id") + " AS " + grouping.get(i), "")
                            : dimensions.group(name, grouping.get(i)));
        }
        List<String> columns = new ArrayList<>(List.of(
                "u.unit_id",
                "u.arm",
                "u.entry_at",
                // buckets are split again and again as wholes, so that their days do not matter
                dialect.localDay(need.exposure().buckets() > 1 ? start() : "u.entry_at", need.zone()) + " AS entry_day",
                excluded() + " AS excluded"));
        joined.forEach(j -> columns.add(j.column()));
        String with = joined.stream()
                .flatMap(j -> j.tables().stream())
                .map(t -> ",\n" + t)
                .collect(Collectors.joining());
        String joins = joined.stream()
                .filter(j -> !j.join().isEmpty())
                .map(j -> "\n" + j.join())
                .collect(Collectors.joining());
        String select = Sql.fill("""
                WITH analysed AS (
                  -- units in one arm, not exposed before the period, with a sound assignment
                  SELECT unit_id, arm, entry_at
                  FROM covey_entered
                  WHERE {}
                ){}
                SELECT
                {}
                FROM analysed AS u{}""", SOUND, with, Sql.lines(columns), joins);
        return new Step(
                "units",
                "The analysed units, with the slices and attributes as they were at entry.",
                dialect.createTempTable("covey_units", select),
                Step.Kind.BUILD);
    }

    /** How units belong to the groups they were assigned in; empty when they were assigned alone, or on a history. */
    Optional<Step> memberships() {
        return need.exposure().rehearsed()
                ? Optional.empty()
                : need.grouping()
                        .group()
                        .filter(g -> !g.equals(need.unit()))
                        .map(g -> new Step(
                                "memberships",
                                "Units that moved between values of " + Sql.comment(g) + " or had several.",
                                dimensions.memberships(g, "grp", need.start()),
                                Step.Kind.READ));
    }

    /** Columns that hold the group and the strata: {@code grp}, {@code str1}, {@code str2}, ... */
    static List<String> groupColumns(Grouping grouping) {
        List<String> columns = new ArrayList<>();
        grouping.group().ifPresent(g -> columns.add("grp"));
        IntStream.rangeClosed(1, grouping.strata().size()).forEach(i -> columns.add("str" + i));
        return columns;
    }

    private String excluded() {
        if (need.exclusions().isEmpty()) {
            return "0";
        }
        return need.exclusions().stream()
                .map(x -> "u.entry_at >= " + dialect.timestamp(x.from()) + " AND u.entry_at < "
                        + dialect.timestamp(x.to()))
                .collect(Collectors.joining(" OR ", "CASE WHEN ", " THEN 1 ELSE 0 END"));
    }

    /** Exposure rows with unit, arm, UTC time and soundness. */
    String rows() {
        String rawArm = rawArm();
        String arm = need.exposure().rehearsed()
                ? rawArm
                : need.arms().stream()
                        .map(a -> "\n      WHEN " + dialect.literal(a.value()) + " THEN " + dialect.literal(a.name()))
                        .collect(Collectors.joining("", "CASE " + rawArm, "\n    END"));
        String valid = need.exposure().valid();
        String filter = need.exposure().filter();
        return Sql.fill(
                """
                  SELECT
                    {} AS unit_id,
                    {} AS raw_arm,
                    {} AS arm,
                    {} AS seen_at,
                    {} AS defect
                  FROM {}{}""",
                exposures.unit(need.unit()),
                rawArm,
                arm,
                exposures.timed() ? exposures.time() : start(),
                valid.isEmpty() ? "0" : "CASE WHEN (" + valid + ") THEN 0 ELSE 1 END",
                exposures.sourceFor(need.unit()),
                filter.isEmpty() ? "" : "\n  WHERE (" + filter + ")");
    }

    private String rawArm() {
        return switch (need.exposure().buckets()) {
            case 0 -> dialect.text("t." + dialect.quote(need.exposure().armColumn()));
            case 1 -> dialect.literal(ExperimentRequirement.HISTORY);
            default -> dialect.hashBucket(dialect.text(exposures.unit(need.unit())));
        };
    }

    private String start() {
        return dialect.timestamp(need.start());
    }

    private String end() {
        return dialect.timestamp(endOfExposures(need));
    }

    /** Exposures from here on are not read. */
    static Instant endOfExposures(ExperimentRequirement need) {
        return need.asOf().isBefore(need.end()) ? need.asOf() : need.end();
    }
}
