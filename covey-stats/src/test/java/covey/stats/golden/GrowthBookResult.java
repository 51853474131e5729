package covey.stats.golden;

import covey.stats.Alternative;
import covey.stats.compare.Contrast;
import covey.stats.compare.DeltaLift;
import covey.stats.interval.Bounds;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The numbers a gbstats test returns (lift, ci, p, se), read off a contrast on the scale its configuration asks for.
 */
final class GrowthBookResult {

    private GrowthBookResult() {}

    static Map<String, Object> of(GoldenCase golden, Contrast contrast) {
        return of(golden, contrast, contrast.deltaLift());
    }

    static Map<String, Object> of(GoldenCase golden, Contrast contrast, DeltaLift relative) {
        JsonNode config = golden.inputs().get("config");
        double level = 1 - config.get("alpha").asDouble();
        Alternative alternative = golden.id().contains("lesser") ? Alternative.LESS : Alternative.TWO_SIDED;
        Map<String, Object> result = new HashMap<>();
        if (config.get("difference_type").asString().equals("absolute")) {
            result.put("lift", contrast.difference());
            result.put("se", contrast.standardError());
            result.put("p", contrast.pValue(alternative));
            result.put("ci", array(contrast.interval(level, alternative)));
        } else {
            result.put("lift", relative.lift());
            result.put("se", relative.standardError());
            result.put("p", relative.pValue(alternative));
            result.put("ci", array(relative.interval(level, alternative)));
        }
        return result;
    }

    static double[] array(Bounds bounds) {
        return new double[] {bounds.lower(), bounds.upper()};
    }
}
