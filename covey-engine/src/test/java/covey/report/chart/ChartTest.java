package covey.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import covey.report.SampleResults;
import covey.report.scorecard.Scorecard;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChartTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void specsAreVegaLiteWithTheNumbersInside() {
        Scorecard s = Scorecard.of(SampleResults.cleanWin());
        List<Chart> charts = new ArrayList<>(new OverTimeChart(s).charts());
        charts.addAll(new SegmentChart(s).charts());
        charts.add(new IntervalChart(s).chart().orElseThrow());
        assertThat(charts.stream().map(Chart::id)).containsExactly("over-time-0", "segments-0", "effects");
        assertThat(charts).allSatisfy(c -> {
            JsonNode spec = JSON.readTree(c.spec());
            assertThat(spec.get("$schema").stringValue()).endsWith("/vega-lite/v6.json");
            assertThat(spec.get("description").stringValue()).isEqualTo(c.altText());
            assertThat(spec.get("data").get("values").size()).isGreaterThan(4);
        });
    }

    @Test
    void altTextTellsWhatRangeAndFinding() {
        Scorecard s = Scorecard.of(SampleResults.cleanWin());
        assertThat(new IntervalChart(s).chart().orElseThrow().altText())
                .contains("Clicks +1.93%, from +0.79% to +3.07%, better")
                .contains("Week-2 retention −0.105%, from −0.890% to +0.680%, margin 1%, within margin");
        assertThat(new OverTimeChart(s).charts().get(0).altText())
                .contains("By 1 March 2026")
                .contains("By 14 March 2026 +1.97%");
    }

    @Test
    void marginsStandOnTheHarmfulSide() {
        Chart chart = new IntervalChart(Scorecard.of(SampleResults.cleanWin()))
                .chart()
                .orElseThrow();
        List<Double> margins = new ArrayList<>();
        for (JsonNode row : JSON.readTree(chart.spec()).get("data").get("values")) {
            if (row.has("margin")) {
                margins.add(row.get("margin").doubleValue());
            }
        }
        assertThat(margins).containsExactly(-0.01, 0.02);
    }

    @Test
    void aFailedGateDrawsNoVerdict() {
        Chart chart =
                new IntervalChart(Scorecard.of(SampleResults.srm())).chart().orElseThrow();
        assertThat(chart.spec()).doesNotContain("\"reading\":\"GOOD\"").doesNotContain("\"reading\":\"BAD\"");
        assertThat(chart.altText()).doesNotContain("better");
    }

    @Test
    void whatIsNotDrawnIsNamed() {
        assertThat(new IntervalChart(Scorecard.of(SampleResults.withMissing()))
                        .chart()
                        .orElseThrow()
                        .altText())
                .contains("Not drawn, without a relative interval: Week-2 retention and Revenue.");
    }
}
