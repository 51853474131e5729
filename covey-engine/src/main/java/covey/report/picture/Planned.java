package covey.report.picture;

import covey.result.ArmInfo;
import covey.result.Setting;
import covey.result.StudyInfo;
import covey.result.StudyResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a picture is drawn from.
 *
 * @param study arms with their shares
 * @param settings every effective setting by name
 */
public record Planned(StudyInfo study, Map<String, String> settings) {
    private static final double GOLDEN = 0.6180339887498949;

    public Planned {
        settings = Map.copyOf(settings);
    }

    /** A study as its result tells it. */
    public static Planned of(StudyResult result) {
        Map<String, String> settings = new TreeMap<>();
        for (Setting setting : result.provenance().settings()) {
            settings.putIfAbsent(setting.name(), setting.value());
        }
        return new Planned(result.study(), settings);
    }

    /** The design, such as {@code user_randomized}. */
    String type() {
        return setting("type", "user_randomized");
    }

    /** A setting of the design. */
    String setting(String key, String otherwise) {
        String value = settings.getOrDefault("design." + key, "");
        return value.isEmpty() ? otherwise : value;
    }

    String unit() {
        return study.unit();
    }

    List<ArmInfo> arms() {
        return study.arms();
    }

    /** Position of an arm by a fixed sequence that fills the shares evenly. */
    int drawn(double number) {
        return at(number * GOLDEN % 1);
    }

    /** Position of the arm that a fraction of the shares falls into. */
    int at(double fraction) {
        double all = arms().stream().mapToDouble(ArmInfo::share).sum();
        double until = 0;
        for (int i = 0; i < arms().size(); i++) {
            until += arms().get(i).share() / all;
            if (fraction < until) {
                return i;
            }
        }
        return arms().size() - 1;
    }
}
