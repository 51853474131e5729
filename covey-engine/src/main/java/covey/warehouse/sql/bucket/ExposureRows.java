package covey.warehouse.sql.bucket;

import covey.method.Study;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.sql.ModelTable;
import covey.warehouse.sql.ModelTables;
import covey.warehouse.sql.Sql;
import java.time.Instant;

/** A study's exposure rows within its period, as they were logged. */
public final class ExposureRows {
    private final ModelTable exposures;
    private final Study study;
    private final Study.Treatment treatment;

    /** Of a study with a treatment. */
    public ExposureRows(ModelTables tables, Study study) {
        this.study = study;
        this.treatment = study.treatment().orElseThrow();
        this.exposures = tables.of(treatment.model());
    }

    /** Unit, arm as logged, and seconds since 1970, by time where rows have one. */
    public String select() {
        Dialect dialect = exposures.dialect();
        String filter = treatment.filter().isEmpty() ? "" : "\n  AND (" + treatment.filter() + ")";
        String time = exposures.timed() ? exposures.time() : "";
        String period = time.isEmpty()
                ? "TRUE"
                : time + " >= " + dialect.timestamp(study.start()) + " AND " + time + " < "
                        + dialect.timestamp(study.end());
        return Sql.fill(
                """
                SELECT
                  {} AS unit_id,
                  {} AS raw_arm,
                  {} AS seconds
                FROM {}
                WHERE {}{}{}""",
                exposures.unit(study.unit()),
                dialect.text("t." + dialect.quote(treatment.armColumn())),
                time.isEmpty()
                        ? "CAST(NULL AS DOUBLE PRECISION)"
                        : dialect.secondsBetween(dialect.timestamp(Instant.EPOCH), time),
                exposures.sourceFor(study.unit()),
                period,
                filter,
                time.isEmpty() ? "" : "\nORDER BY " + time);
    }
}
