package covey.report.chart;

import static covey.report.chart.Spec.map;

import covey.report.narrative.Numbers;
import covey.report.narrative.Words;
import covey.result.ArmInfo;
import covey.result.StudyInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A picture of an assignment, not of data: a field of squares in the colours of the arms. A square is a unit where units
 * are drawn one by one; rows of one colour are clusters drawn whole, and of a switchback a row is a region and a column
 * a window of time.
 */
public final class DesignChart {
    private static final int COLUMNS = 24;
    private static final int ROWS = 6;
    private static final int HEIGHT = 170;
    private static final List<String> COLOURS =
            List.of("#9fb3c8", "#3d5a80", "#b3261e", "#00695c", "#8a5a00", "#6a3d9a");
    private static final double GOLDEN = 0.6180339887498949;

    private final StudyInfo study;
    private final String type;
    private final List<ArmInfo> arms;

    /**
     * @param study arms with their shares
     * @param type design, such as {@code user_randomized}
     */
    public DesignChart(StudyInfo study, String type) {
        this.study = study;
        this.type = type;
        this.arms = type.equals("factorial") ? combinations(study.arms()) : study.arms();
    }

    /** Combinations of the factors' levels, where the arms are levels such as {@code layout=new}. */
    private static List<ArmInfo> combinations(List<ArmInfo> levels) {
        Map<String, List<ArmInfo>> factors = new LinkedHashMap<>();
        for (ArmInfo level : levels) {
            int sign = level.name().indexOf('=');
            if (sign < 0) {
                return levels;
            }
            factors.computeIfAbsent(level.name().substring(0, sign), _ -> new ArrayList<>())
                    .add(level);
        }
        List<ArmInfo> combined = List.of(new ArmInfo("", true, 1, 0));
        for (List<ArmInfo> factor : factors.values()) {
            combined = combined.stream()
                    .flatMap(c -> factor.stream().map(l -> with(c, l)))
                    .toList();
        }
        return combined;
    }

    private static ArmInfo with(ArmInfo combination, ArmInfo level) {
        String own = level.name().substring(level.name().indexOf('=') + 1);
        String name = combination.name().isEmpty() ? own : combination.name() + " and " + own;
        return new ArmInfo(name, combination.control() && level.control(), combination.share() * level.share(), 0);
    }

    /** The picture. */
    public Chart chart() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                rows.add(map("column", column, "row", row, "arm", arm(row, column)));
            }
        }
        List<String> shares = arms.stream()
                .map(a -> a.name() + " " + Numbers.percent(a.share()))
                .toList();
        String title = title();
        String alt = title + ": " + Words.join(shares) + ". A sketch, not data.";
        return new Chart("design", title, alt, spec(alt, rows));
    }

    private String title() {
        return switch (type) {
            case "cluster_randomized" -> "Every cluster, a row, goes to one arm as a whole";
            case "switchback" -> "Every region, a row, changes arms from window to window";
            case "stratified", "blocked" -> "Inside every stratum, a row, units are drawn in the planned shares";
            case "matched_pairs" -> "Of every two neighbours that are alike, one goes to each arm";
            default -> "Every " + study.unit() + ", a square, is drawn for itself";
        };
    }

    private String arm(int row, int column) {
        return switch (type) {
            case "cluster_randomized" -> drawn(row * 7.0 + 3);
            case "stratified", "blocked" -> inOrder((column * 5 + row) % COLUMNS);
            case "matched_pairs" -> {
                int pair = row * COLUMNS + Math.floorDiv(column, 2);
                yield arms.get((column + pair * 5 / 3) % 2).name();
            }
            default -> drawn(row * (double) COLUMNS + column);
        };
    }

    /** An arm by a fixed sequence that fills the shares evenly. */
    private String drawn(double number) {
        return at((number * GOLDEN) % 1);
    }

    private String inOrder(int place) {
        return at((place + 0.5) / COLUMNS);
    }

    private String at(double fraction) {
        double all = arms.stream().mapToDouble(ArmInfo::share).sum();
        double until = 0;
        for (ArmInfo arm : arms) {
            until += arm.share() / all;
            if (fraction < until) {
                return arm.name();
            }
        }
        return arms.getLast().name();
    }

    private String spec(String alt, List<Map<String, Object>> rows) {
        List<String> names = arms.stream().map(ArmInfo::name).toList();
        Map<String, Object> colour = map(
                "field",
                "arm",
                "type",
                "nominal",
                "scale",
                map("domain", names, "range", COLOURS.subList(0, Math.min(names.size(), COLOURS.size()))),
                "legend",
                map("title", Spec.NONE, "orient", "top"));
        Map<String, Object> column =
                map("field", "column", "type", "ordinal", "axis", Spec.NONE, "scale", map("paddingInner", 0.2));
        Map<String, Object> row =
                map("field", "row", "type", "ordinal", "axis", Spec.NONE, "scale", map("paddingInner", 0.2));
        return Spec.frame(
                alt,
                rows,
                HEIGHT,
                List.of(map(
                        "name", "unit",
                        "mark", map("type", "rect", "cornerRadius", 2),
                        "encoding", map("x", column, "y", row, "color", colour))));
    }
}
