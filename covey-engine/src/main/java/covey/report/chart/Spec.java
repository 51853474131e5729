package covey.report.chart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/** Pieces of Vega-Lite as ordered maps. Colours are for white paper; a page may override them by mark name. */
final class Spec {
    static final String INK = "#1c2430";
    static final String MUTED = "#5b6675";
    static final String RULE = "#d5dbe3";
    static final String GOOD = "#00695c";
    static final String BAD = "#b3261e";
    static final String NEUTRAL = "#3d5a80";

    /** The JSON null, which switches a thing off. */
    static final Object NONE = NullNode.getInstance();

    /** Zero has no sign. */
    static final String ZERO = "datum.value === 0 ? '0' : datum.label";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Spec() {}

    /** An ordered map of alternating names and values. */
    static Map<String, Object> map(Object... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }

    /** A quantitative field. */
    static Map<String, Object> quantity(String field) {
        return map("field", field, "type", "quantitative");
    }

    /** The outer frame of every chart: width of its container, quiet axes. */
    static String frame(String altText, List<Map<String, Object>> rows, int height, List<Map<String, Object>> layers) {
        Map<String, Object> axis = map(
                "labelColor",
                MUTED,
                "labelFontSize",
                12,
                "titleColor",
                MUTED,
                "titleFontSize",
                12,
                "titleFontWeight",
                "normal",
                "gridColor",
                RULE,
                "gridOpacity",
                0.6,
                "domain",
                false,
                "ticks",
                false,
                "labelPadding",
                8);
        String font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
        return JSON.writeValueAsString(map(
                "$schema",
                "https://vega.github.io/schema/vega-lite/v6.json",
                "description",
                altText,
                "width",
                "container",
                "height",
                height,
                "background",
                "transparent",
                "autosize",
                map("type", "fit-x", "contains", "padding"),
                "padding",
                map("left", 4, "right", 12, "top", 4, "bottom", 4),
                "data",
                map("values", rows),
                "layer",
                layers,
                "config",
                map("font", font, "view", map("stroke", NONE), "axis", axis)));
    }

    /** The line of no difference. */
    static Map<String, Object> zeroLine(String channel) {
        return map(
                "name", "zero",
                "mark", map("type", "rule", "color", INK, "strokeWidth", 1.25),
                "encoding", map(channel, map("datum", 0, "type", "quantitative")));
    }
}
