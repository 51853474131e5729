package covey.stats.golden;

import covey.stats.compare.Contrast;
import covey.stats.compare.PostStratification;
import covey.stats.compare.StratifiedAncova;
import covey.stats.compare.Stratum;
import covey.stats.moment.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PostStratificationGoldenTest {

    static Stream<GoldenCase> cases() {
        return GoldenFolder.cases("poststratification");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void agreesWithTheReference(GoldenCase golden) {
        List<Stratum> strata = new ArrayList<>();
        golden.inputs()
                .get("strata")
                .forEach(stratum -> strata.add(new Stratum(
                        ReferenceInputs.moments(stratum.get("control")),
                        ReferenceInputs.moments(stratum.get("treatment")))));
        Contrast contrast = contrast(golden, strata);
        boolean absolute = golden.inputs().get("difference_type").asString().equals("absolute");
        golden.check(Map.of(
                "point_estimate", absolute ? contrast.difference() : contrast.lift(),
                "standard_error", absolute ? contrast.standardError() : contrast.deltaLiftStandardError()));
    }

    private static Contrast contrast(GoldenCase golden, List<Stratum> strata) {
        if (golden.id().contains("_reg-")) {
            return StratifiedAncova.contrast(strata, 0, 1);
        }
        return PostStratification.contrast(strata, golden.id().contains("ratio") ? Column.ratio(0, 1) : Column.of(0));
    }
}
