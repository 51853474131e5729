package covey.report;

import static org.assertj.core.api.Assertions.assertThat;

import covey.result.StudyResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class LongTableTest {
    @Test
    void columnsAreTheLongSchema() {
        assertThat(LongTable.COLUMNS.stream().map(LongTable.Column::name))
                .containsExactly(
                        ("study analysis metric estimand scale arm reference segment at estimate std_error conf_low"
                                        + " conf_high conf_level coverage interval_method test statistic df p_value p_adjusted family"
                                        + " adjusted_by unit n reason")
                                .split(" "));
    }

    @Test
    void everyOutcomeIsARowOfTypedValues() {
        StudyResult result = SampleResults.withMissing();
        List<LongTable.Row> rows = LongTable.rows(result);
        assertThat(rows).hasSameSizeAs(result.outcomes());
        for (LongTable.Row row : rows) {
            assertThat(row.values()).hasSameSizeAs(LongTable.COLUMNS);
            for (int c = 0; c < LongTable.COLUMNS.size(); c++) {
                Class<?> type = switch (LongTable.COLUMNS.get(c).type()) {
                    case TEXT -> String.class;
                    case NUMBER -> Double.class;
                    case INTEGER -> Long.class;
                };
                Object value = row.values().get(c);
                assertThat(value == null || type.isInstance(value)).isTrue();
            }
        }
    }

    @Test
    void csvIsAsRecorded() {
        Golden.check("long.csv", LongTable.csv(LongTable.rows(SampleResults.cleanWin())));
        Golden.check("long_missing.csv", LongTable.csv(LongTable.rows(SampleResults.withMissing())));
    }

    @Test
    void csvQuotesByRfc4180() {
        String csv = LongTable.csv(LongTable.rows(SampleResults.hostile("a,\"b\"\r\nc")));
        assertThat(csv).contains("\"a,\"\"b\"\"\r\nc\"").endsWith("\r\n");
    }
}
