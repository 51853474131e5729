package covey.project;

import static org.assertj.core.api.Assertions.assertThat;

import covey.metric.Aggregate;
import covey.metric.Aggregate.Function;
import covey.metric.Location;
import covey.metric.Measure;
import covey.metric.Metric;
import covey.metric.Window;
import covey.result.MetricInfo.Goal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTextTest {
    private static final Aggregate PUSHES = new Aggregate("pushes", Function.COUNT, "*", "");

    private static String ratio(Aggregate numerator, Aggregate denominator) {
        Metric metric = new Metric(
                "m",
                "m",
                "",
                "",
                "draft",
                new Measure.Ratio(numerator, denominator),
                Window.OPEN,
                Optional.empty(),
                Goal.NONE,
                "",
                "",
                Location.NONE);
        return UnitText.fill(metric, "user").unit();
    }

    @Test
    void ratiosArePerOneOfWhatTheyAreDividedBy() {
        assertThat(ratio(new Aggregate("pushes", Function.SUM, "opened", ""), PUSHES))
                .isEqualTo("opened per push");
        assertThat(ratio(new Aggregate("pushes", Function.COUNT, "*", "opened"), PUSHES))
                .isEqualTo("share of pushes");
        assertThat(ratio(
                        new Aggregate("clicks", Function.COUNT, "*", ""),
                        new Aggregate("feed_loads", Function.COUNT, "*", "")))
                .isEqualTo("clicks per feed load");
        assertThat(ratio(
                        new Aggregate("visits", Function.SUM, "dwell_ms / 1000.0", ""),
                        new Aggregate("visits", Function.DAYS, "*", "")))
                .isEqualTo("dwell_ms / 1000.0 per day");
    }

    @ParameterizedTest
    @CsvSource({
        "pushes, push",
        "stories, story",
        "impressions, impression",
        "boxes, box",
        "status, status",
        "loss, loss",
        "classes, class",
        "imp, imp"
    })
    void oneOfMany(String many, String one) {
        assertThat(UnitText.one(many)).isEqualTo(one);
    }
}
