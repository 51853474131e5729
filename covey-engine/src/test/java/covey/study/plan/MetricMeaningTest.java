package covey.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricMeaningTest {
    private static final String MEANING =
            "{agg: sum, cap: {fit: run, quantile: 0.999}, expr: amount # 2, name: revenue}";

    @Test
    void commentsWordsAndLayoutChangeNothing() {
        assertThat(MetricMeaning.of(
                        "name: revenue # a single purchase\nlabel: Money\nagg: sum\nexpr: 'amount # 2'\ncap: {quantile:"
                                + " 0.999, fit: run}\n"))
                .isEqualTo(MEANING);
        assertThat(MetricMeaning.of(
                        "{expr: 'amount # 2', agg: sum, description: what people pay,\n name: revenue, cap: {fit: run,"
                                + " quantile: 0.999}}"))
                .isEqualTo(MEANING);
    }

    @Test
    void whatIsMeasuredChangesIt() {
        assertThat(MetricMeaning.of("{name: revenue, agg: sum, expr: amount, cap: {quantile: 0.99, fit: run}}"))
                .isNotEqualTo(
                        MetricMeaning.of("{name: revenue, agg: sum, expr: amount, cap: {quantile: 0.999, fit: run}}"));
        assertThat(MetricMeaning.of("not: [yaml")).isEqualTo("not: [yaml");
    }
}
