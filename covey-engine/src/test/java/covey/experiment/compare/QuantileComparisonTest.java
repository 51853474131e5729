package covey.experiment.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.data.ExperimentData.QuantileCell;
import covey.experiment.DataBuilder;
import covey.experiment.Rows;
import covey.experiment.StudyBuilder;
import covey.experiment.spec.ExperimentSpec;
import covey.metric.Measure.Quantile.Over;
import covey.result.Estimate;
import covey.result.Reason;
import covey.result.Scale;
import covey.stats.moment.Moments;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuantileComparisonTest {
    private static final ExperimentSpec SPEC = new StudyBuilder()
            .primary(StudyBuilder.quantile("latency", Over.UNIT))
            .plain();

    /** A cell whose fractions lie the given number of standard errors from the median. */
    private static QuantileCell cell(String arm, long units, double value, double half, double errors) {
        double share = Math.sqrt(0.25 / units);
        return new QuantileCell(
                arm,
                "",
                "",
                units,
                units,
                value,
                value - half,
                value + half,
                0.5 - errors * share,
                0.5 + errors * share,
                Optional.empty());
    }

    private static Rows rows(QuantileCell... cells) {
        return new Rows(Comparison.of(
                        SPEC, new DataBuilder().quantile("latency", 0.5, cells).data())
                .outcomes());
    }

    @Test
    void theDistanceOfTheOrderStatisticsIsTheStandardError() {
        double z = 1.959963984540054;
        Rows rows = rows(cell("control", 400, 10, z * 0.3, z), cell("treatment", 400, 12, z * 0.4, z));
        Estimate difference = rows.difference("latency");
        assertThat(difference.value()).isEqualTo(2);
        assertThat(difference.standardError().orElseThrow()).isCloseTo(0.5, within(1e-9));
        assertThat(difference.n()).isEqualTo(800);
        assertThat(rows.level("latency", "quantile", "control")
                        .interval()
                        .orElseThrow()
                        .lower())
                .isCloseTo(10 - z * 0.3, within(1e-9));
    }

    @Test
    void fractionsOfAnotherLevelGiveTheSameStandardError() {
        Rows rows = rows(cell("control", 400, 10, 0.3, 1), cell("treatment", 400, 12, 0.4, 1));
        assertThat(rows.difference("latency").standardError().orElseThrow()).isCloseTo(0.5, within(1e-9));
        assertThat(rows.level("latency", "quantile", "control")
                        .interval()
                        .orElseThrow()
                        .lower())
                .isCloseTo(10 - 1.959963984540054 * 0.3, within(1e-9));
    }

    @Test
    void clusteredEventsTakeTheErrorOfTheShare() {
        // Shares at or below with variance 4 times that of independent units double the standard error per fraction.
        Moments shares = Moments.ofPopulation(400, new double[] {1, 2}, new double[][] {{1, 0}, {0, 0}});
        double share = Math.sqrt(1.0 * 400 / 399 / 400) / 2;
        QuantileCell[] cells = new QuantileCell[2];
        int i = 0;
        for (String arm : new String[] {"control", "treatment"}) {
            cells[i++] = new QuantileCell(
                    arm, "", "", 400, 800, 10, 9.5, 10.5, 0.5 - share, 0.5 + share, Optional.of(shares));
        }
        Rows rows = rows(cells);
        assertThat(rows.level("latency", "quantile", "control").standardError().orElseThrow())
                .isCloseTo(0.5, within(1e-9));
    }

    @Test
    void tooFewUnitsAndHeapedValuesAreNamed() {
        QuantileCell outside = new QuantileCell("control", "", "", 3, 3, 10, 9, 11, -0.1, 1.1, Optional.empty());
        assertThat(rows(outside, cell("treatment", 400, 12, 0.4, 1))
                        .missing("latency", Scale.DIFFERENCE)
                        .reason())
                .isEqualTo(Reason.TOO_FEW_UNITS);
        assertThat(rows(cell("control", 400, 10, 0, 2), cell("treatment", 400, 12, 0, 2))
                        .missing("latency", Scale.DIFFERENCE)
                        .reason())
                .isEqualTo(Reason.ZERO_VARIANCE);
        assertThat(rows(cell("control", 400, 10, 1, 2))
                        .missing("latency", Scale.RELATIVE_DIFFERENCE)
                        .reason())
                .isEqualTo(Reason.NO_UNITS);
    }
}
