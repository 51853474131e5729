package covey.warehouse.sql;

import covey.warehouse.sql.Ground.User;
import covey.warehouse.sql.Ground.Version;
import covey.warehouse.sql.Oracle.Entered;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Slices and attributes by loops. */
final class OracleSlices {
    private final Ground ground;
    private final List<Entered> units;
    private final Map<List<String>, String> known = new HashMap<>();

    OracleSlices(Ground ground, List<Entered> units) {
        this.ground = ground;
        this.units = units;
    }

    private Optional<User> user(Entered unit) {
        return ground.users.stream().filter(u -> u.id().equals(unit.id)).findFirst();
    }

    private @Nullable String plan(Entered unit) {
        return ground.versions.stream()
                .filter(v -> v.user().equals(unit.id) && v.at() != null && !v.at().isAfter(unit.entry()))
                .max(Comparator.comparing(v -> Objects.requireNonNull(v.at())))
                .map(Version::plan)
                .orElse(null);
    }

    String segment(String slice, Entered unit) {
        return known.computeIfAbsent(List.of(slice, unit.id), _ -> find(slice, unit));
    }

    private String find(String slice, Entered unit) {
        return switch (slice) {
            case "country" -> top(u -> user(u).map(User::country).orElse(null), unit, 3);
            case "plan" -> top(this::plan, unit, 20);
            case "age" -> {
                Double age = user(unit).map(User::age).orElse(null);
                yield age == null || age.isNaN()
                        ? "(missing)"
                        : age < -10 ? "< -10" : age < 0 ? "[-10, 0)" : age < 12.5 ? "[0, 12.5)" : ">= 12.5";
            }
            case "tenure" -> {
                LocalDate signup = user(unit).map(User::signup).orElse(null);
                if (signup == null) {
                    yield "(missing)";
                }
                long days = ChronoUnit.DAYS.between(signup, LocalDate.ofInstant(unit.entry(), ZoneOffset.UTC));
                yield days < 0 ? "< 0" : days < 7 ? "[0, 7)" : days < 28 ? "[7, 28)" : ">= 28";
            }
            default -> throw new IllegalArgumentException(slice);
        };
    }

    private String top(Function<Entered, @Nullable String> value, Entered unit, int n) {
        String own = value.apply(unit);
        if (own == null) {
            return "(missing)";
        }
        Map<String, Long> counts = units.stream()
                .map(value)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(v -> v, Collectors.counting()));
        boolean kept = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(n)
                .anyMatch(e -> e.getKey().equals(own));
        return kept ? own : "(other)";
    }

    /** The number per unit; the average where there is none. */
    Map<Entered, Double> attribute(String dimension) {
        Function<Entered, @Nullable Double> age =
                u -> user(u).map(User::age).filter(a -> !a.isNaN()).orElse(null);
        double average = units.stream()
                .map(age)
                .filter(Objects::nonNull)
                .mapToDouble(a -> a)
                .average()
                .orElse(0);
        return units.stream().collect(Collectors.toMap(u -> u, u -> {
            Double own = age.apply(u);
            return own == null ? average : own;
        }));
    }
}
