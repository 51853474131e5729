package covey.stats.golden;

import covey.stats.compare.Contrast;
import covey.stats.compare.Lin;
import covey.stats.moment.Column;
import covey.stats.moment.Moments;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("lin");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        Moments control = ReferenceInputs.columns(golden.inputs(), 0, "y", "x1", "x2");
        Moments treatment = ReferenceInputs.columns(golden.inputs(), 1, "y", "x1", "x2");
        Moments third = ReferenceInputs.columns(golden.inputs(), 2, "y", "x1", "x2");
        Contrast contrast = Lin.contrast(
                control,
                treatment,
                Moments.sum(List.of(control, treatment, third)),
                Column.of(0),
                List.of(Column.of(1), Column.of(2)));
        golden.check(Map.of(
                "difference", contrast.difference(),
                "variance", contrast.variance(),
                "df", contrast.df(),
                "baseline", contrast.baseline(),
                "baselineVariance", contrast.baselineVariance(),
                "covariance", contrast.covariance()));
    }
}
