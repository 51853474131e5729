package covey.warehouse.sql;

import covey.data.ExperimentRequirement;
import covey.warehouse.dialect.Dialect;
import java.util.Map;
import java.util.TreeMap;

/** For each trust check the query that shows what it found, runnable by itself. */
final class EvidenceSql {
    private final ExperimentRequirement need;
    private final Dialect dialect;
    private final String exposureRows;
    private final String entered;

    /**
     * @param exposureRows the exposure rows as a select
     * @param entered the exposed units as a select
     */
    EvidenceSql(ExperimentRequirement need, Dialect dialect, String exposureRows, String entered) {
        this.need = need;
        this.dialect = dialect;
        this.exposureRows = exposureRows;
        this.entered = entered;
    }

    /** Check name to SQL. */
    Map<String, String> all() {
        String start = dialect.timestamp(need.start());
        String inPeriod = "seen_at >= " + start + " AND seen_at < " + dialect.timestamp(UnitsSql.endOfExposures(need))
                + " AND unit_id IS NOT NULL";
        String day = dialect.localDay("seen_at", need.zone());
        Map<String, String> evidence = new TreeMap<>();
        String perDay = Sql.fill("""
                WITH entered AS (
                {}
                )
                SELECT {} AS day, arm, count(*) AS units
                FROM entered
                WHERE {}
                GROUP BY 1, arm
                ORDER BY day, arm""", entered, dialect.localDay("entry_at", need.zone()), UnitsSql.SOUND);
        evidence.put("sample_ratio", perDay);
        evidence.put("sample_ratio_daily", perDay);
        evidence.put(
                "multiple_arms",
                query(
                        "unit_id, min(raw_arm) AS one_arm, max(raw_arm) AS another_arm,"
                                + " min(seen_at) AS first_seen, max(seen_at) AS last_seen, count(*) AS exposure_rows",
                        inPeriod,
                        "GROUP BY unit_id\nHAVING count(DISTINCT arm) > 1"
                                + " OR (count(arm) > 0 AND count(DISTINCT raw_arm) > count(DISTINCT arm))"
                                + "\nORDER BY unit_id\nLIMIT 100"));
        evidence.put(
                "assignment_defects",
                query(
                        "unit_id, raw_arm, seen_at",
                        "defect = 1 AND " + inPeriod,
                        "ORDER BY seen_at, unit_id\nLIMIT 100"));
        evidence.put(
                "exposure_duplicates",
                query(
                        "unit_id, arm, count(*) AS exposure_rows",
                        inPeriod,
                        "GROUP BY unit_id, arm\nHAVING count(*) > 1\nORDER BY exposure_rows DESC, unit_id\nLIMIT 100"));
        evidence.put(
                "exposures_before_start",
                query(
                        day + " AS day, raw_arm, count(*) AS exposure_rows",
                        "seen_at < " + start,
                        "GROUP BY 1, raw_arm\nORDER BY day, raw_arm"));
        evidence.put(
                "unknown_arms",
                query(
                        "raw_arm, count(*) AS exposure_rows",
                        "arm IS NULL AND " + inPeriod,
                        "GROUP BY raw_arm\nORDER BY exposure_rows DESC, raw_arm"));
        evidence.put(
                "null_exposures",
                query(
                        "unit_id, raw_arm, seen_at",
                        "unit_id IS NULL OR raw_arm IS NULL OR seen_at IS NULL",
                        "LIMIT 100"));
        return evidence;
    }

    private String query(String columns, String where, String rest) {
        return Sql.fill(
                "WITH exposures AS (\n{}\n)\nSELECT {}\nFROM exposures\nWHERE {}\n{}",
                exposureRows,
                columns,
                where,
                rest);
    }
}
