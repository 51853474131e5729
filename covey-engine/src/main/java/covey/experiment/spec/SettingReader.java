package covey.experiment.spec;

import covey.method.Options;
import covey.method.SettingDoc;
import covey.method.SpecificationException;
import covey.metric.Location;
import covey.result.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads declared values against {@link ExperimentSettings} and keeps a record of every effective value. */
public final class SettingReader {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})\\s*(s|m|min|h|d|w)");

    private final List<Setting> settings = new ArrayList<>();

    List<Setting> settings() {
        return List.copyOf(settings);
    }

    void record(String name, String value, String origin) {
        settings.add(new Setting(name, value, origin));
    }

    /** A text value that is one of the allowed ones, or the default. */
    String text(Options options, String key) {
        SettingDoc doc = doc(options, key);
        String value = options.text(key, doc.otherwise()).strip();
        if (!doc.allowed().isEmpty() && !doc.allowed().contains(value)) {
            throw new SpecificationException(
                    options.location(key),
                    name(options, key) + " is '" + value + "', which is none of " + String.join(", ", doc.allowed()),
                    "did you mean '" + NearestName.of(value, doc.allowed()) + "'?");
        }
        record(name(options, key), value, options.origin(key));
        return value;
    }

    /** The allowed value as constant of an enum, whose names are the values in capitals. */
    <E extends Enum<E>> E choice(Options options, String key, Class<E> type) {
        return Enum.valueOf(type, text(options, key).toUpperCase(Locale.ROOT));
    }

    /** A share or p-value in [0, 1]. */
    double fraction(Options options, String key) {
        double value = options.number(key, Double.parseDouble(doc(options, key).otherwise()));
        if (!(value >= 0 && value <= 1)) {
            throw new SpecificationException(
                    options.location(key),
                    name(options, key) + " is " + value + ", outside 0 to 1",
                    "write a fraction, such as " + doc(options, key).otherwise());
        }
        record(name(options, key), plain(value), options.origin(key));
        return value;
    }

    /** Refuses keys that nobody reads. */
    static void refuseUnknown(Options options) {
        List<String> known = ExperimentSettings.ALL.stream()
                .filter(d -> d.part().equals(options.part()))
                .map(SettingDoc::key)
                .toList();
        List<String> maps = ExperimentSettings.ALL.stream()
                .filter(d -> d.part().equals(options.part()) && d.type().equals("map"))
                .map(SettingDoc::key)
                .toList();
        for (String key : options.values().keySet()) {
            if (!known.contains(key) && maps.stream().noneMatch(m -> key.startsWith(m + "."))) {
                throw new SpecificationException(
                        options.location(key),
                        "an experiment has no setting " + name(options, key),
                        "did you mean '" + NearestName.of(key, known) + "'?");
            }
        }
    }

    /** A length of time such as {@code 14d}. */
    public static Duration duration(String text, String what, Location location) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw new SpecificationException(
                    location,
                    what + " is '" + text + "', which is no length of time",
                    "write it as 20m (minutes), 36h, 14d or 2w");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m", "min" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "w" -> Duration.ofDays(7 * amount);
            default -> Duration.ofDays(amount);
        };
    }

    static String name(Options options, String key) {
        return options.part() + "." + key;
    }

    private static SettingDoc doc(Options options, String key) {
        return ExperimentSettings.find(options.part(), key)
                .orElseThrow(() -> new IllegalStateException("undocumented setting " + name(options, key)));
    }

    private static String plain(double value) {
        return new java.math.BigDecimal(Double.toString(value))
                .stripTrailingZeros()
                .toPlainString();
    }
}
