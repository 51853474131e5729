package covey.clustering.evaluate;

import covey.method.Options;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.metric.Column;
import covey.result.Setting;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Values of a study as declared, or their defaults, each noted with its origin. */
final class Declared {
    private final Study study;
    private final Options data;
    private final List<Setting> settings = new ArrayList<>();

    Declared(Study study) {
        this.study = study;
        this.data = study.data();
    }

    List<Setting> settings() {
        return settings;
    }

    String text(String key, String otherwise) {
        String value = data.text(key, otherwise);
        settings.add(new Setting(key, value, data.origin(key)));
        return value;
    }

    String needed(String key, String example) {
        if (!data.has(key)) {
            throw new SpecificationException(
                    study.location(), "a clustering evaluation needs " + key, "write " + example);
        }
        return text(key, "");
    }

    /** Column of the entity: declared, that of the study's unit, or what another table has. */
    String entity(String key, String model, String otherwise) {
        Optional<String> unit =
                study.schema().model(model).flatMap(m -> m.entity(study.unit())).map(Column::name);
        String value = text(key, unit.orElse(otherwise));
        if (value.isEmpty()) {
            throw new SpecificationException(
                    study.location(),
                    "it is not known which column of model '" + model + "' holds the entity",
                    "write " + key + ", or unit: user with a column of that unit in the model");
        }
        return value;
    }

    Instant moment(String key) {
        String text = text(key, "");
        try {
            if (text.length() <= 10) {
                return LocalDate.parse(text).atStartOfDay(study.schema().zone()).toInstant();
            }
            String iso = text.replace(' ', 'T');
            return iso.endsWith("Z") || iso.matches(".*[+-]\\d\\d:?\\d\\d$")
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).atZone(study.schema().zone()).toInstant();
        } catch (DateTimeParseException e) {
            throw new SpecificationException(
                    data.location(key), key + " is '" + text + "', which is no time", "write 2026-03-01");
        }
    }

    String word(Options options, String key, List<String> allowed) {
        String value = options.text(key, allowed.getFirst());
        settings.add(new Setting(options.part() + "." + key, value, options.origin(key)));
        if (!allowed.contains(value)) {
            throw new SpecificationException(
                    options.location(key),
                    options.part() + "." + key + " is '" + value + "'",
                    "write one of " + String.join(", ", allowed));
        }
        return value;
    }

    long whole(String key, long otherwise) {
        double value = study.analysis().number(key, (double) otherwise);
        if (!(value >= 1 && value <= Integer.MAX_VALUE) || value != Math.rint(value)) {
            throw new SpecificationException(
                    study.analysis().location(key), "analysis." + key + " is " + value, "write a whole number from 1");
        }
        settings.add(new Setting(
                "analysis." + key, Long.toString((long) value), study.analysis().origin(key)));
        return (long) value;
    }
}
