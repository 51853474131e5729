package covey.stats.golden;

import covey.stats.multiplicity.PValueAdjustment;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PValueAdjustmentGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("multiplicity");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        double[] p = GoldenCase.numbers(golden.inputs().get("p"));
        golden.check(Map.of(
                "bonferroni", PValueAdjustment.BONFERRONI.adjust(p),
                "holm", PValueAdjustment.HOLM.adjust(p),
                "hochberg", PValueAdjustment.HOCHBERG.adjust(p),
                "hommel", PValueAdjustment.HOMMEL.adjust(p),
                "bh", PValueAdjustment.BENJAMINI_HOCHBERG.adjust(p),
                "by", PValueAdjustment.BENJAMINI_YEKUTIELI.adjust(p)));
    }
}
