package covey.warehouse.sql;

import covey.data.ExperimentRequirement;
import covey.data.ExperimentRequirement.ArmValue;
import covey.warehouse.dialect.Dialect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Who was exposed to what, and when: one row per unit, with its slices and attributes. */
final class UnitsSql {
    /** How many unknown values of the arm column are told. */
    private static final int MOST_UNKNOWN = 20;

    private final ExperimentRequirement need;
    private final Dialect dialect;
    private final ModelTable exposures;
    private final DimensionSql dimensions;

    UnitsSql(ExperimentRequirement need, ModelTables tables) {
        this.need = need;
        this.exposures = tables.of(need.exposure().model());
        this.dialect = exposures.dialect();
        this.dimensions = new DimensionSql(tables, need.unit());
        exposures.require(need.exposure().armColumn());
    }

    /** Counts of exposure rows by what becomes of them: a row for all, and one per value that is no declared arm. */
    Step counts() {
        String sql = Sql.fill(
                """
                WITH exposures AS (
                {}
                ),
                marked AS (
                  SELECT
                    *,
                    CASE WHEN seen_at >= {} AND seen_at < {} THEN 1 ELSE 0 END AS in_period
                  FROM exposures
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
                LIMIT {}""", rows(), start(), end(), start(), end(), dialect.bytewise("unknown_arm"), MOST_UNKNOWN + 1);
        return new Step(
                "exposure_counts",
                "Exposure rows by what becomes of them; then values of the arm column that are no declared arm.",
                sql,
                Step.Kind.READ);
    }

    /** One row per exposed unit: first arm, first time, and whether it is sound. */
    Step entered() {
        String select = Sql.fill(
                """
                WITH exposures AS (
                {}
                ),
                first_seen AS (
                  -- one row per unit: the fan-out of repeated exposures ends here
                  SELECT
                    unit_id,
                    min(seen_at) AS entry_at,
                {},
                    max(defect) AS defective,
                    count(*) AS exposure_rows
                  FROM exposures
                  WHERE unit_id IS NOT NULL AND arm IS NOT NULL
                    AND seen_at >= {} AND seen_at < {}
                  GROUP BY unit_id
                )
                SELECT
                  unit_id,
                  CASE{}
                  END AS arm,
                  entry_at,
                  {} AS arms_seen,
                  defective,
                  exposure_rows
                FROM first_seen""",
                rows(),
                perArm(
                        (arm, i) -> "    min(CASE WHEN arm = " + dialect.literal(arm.name())
                                + " THEN seen_at END) AS first_" + i,
                        ",\n"),
                start(),
                end(),
                perArm((arm, i) -> "\n    WHEN first_" + i + " = entry_at THEN " + dialect.literal(arm.name()), ""),
                perArm((_, i) -> "CASE WHEN first_" + i + " IS NULL THEN 0 ELSE 1 END", " + "));
        return new Step(
                "entered",
                "Every exposed unit once: the arm it saw first, when, and whether its assignment is sound.",
                dialect.createTempTable("covey_entered", select),
                Step.Kind.BUILD);
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
                  count(CASE WHEN arms_seen > 1 THEN 1 END) AS multiple_arms,
                  count(CASE WHEN defective = 1 THEN 1 END) AS defective
                FROM covey_entered
                GROUP BY arm
                ORDER BY arm""";
        return new Step("entered_counts", "Units by the arm they saw first.", sql, Step.Kind.READ);
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
        List<String> columns = new ArrayList<>(List.of(
                "u.unit_id",
                "u.arm",
                "u.entry_at",
                dialect.localDay("u.entry_at", need.zone()) + " AS entry_day",
                excluded() + " AS excluded"));
        joined.forEach(j -> columns.add(j.column()));
        String with = joined.stream()
                .flatMap(j -> j.tables().stream())
                .map(t -> ",\n" + t)
                .collect(Collectors.joining());
        String joins = joined.stream().map(j -> "\n" + j.join()).collect(Collectors.joining());
        String select = Sql.fill("""
                WITH analysed AS (
                  -- units in one arm, with a sound assignment
                  SELECT unit_id, arm, entry_at
                  FROM covey_entered
                  WHERE arms_seen = 1 AND defective = 0
                ){}
                SELECT
                {}
                FROM analysed AS u{}""", with, Sql.lines(columns), joins);
        return new Step(
                "units",
                "The analysed units, with the slices and attributes as they were at entry.",
                dialect.createTempTable("covey_units", select),
                Step.Kind.BUILD);
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
        String rawArm = dialect.text("t." + dialect.quote(need.exposure().armColumn()));
        String arm = need.arms().stream()
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
