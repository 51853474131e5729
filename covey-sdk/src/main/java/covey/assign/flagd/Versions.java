package covey.assign.flagd;

import covey.assign.rule.SemanticVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** flagd's {@code sem_ver}: a leading v is allowed, and a missing minor or patch counts as 0. */
final class Versions {
    private Versions() {}

    static Object evaluate(List<@Nullable Object> values) {
        if (values.size() != 3) {
            throw new RuleFault("sem_ver takes a version, an operator and a version");
        }
        String left = normal(Operands.text(values.get(0)));
        String right = normal(Operands.text(values.get(2)));
        int compared = SemanticVersion.compare(left, right);
        return switch (Operands.text(values.get(1))) {
            case "=" -> compared == 0;
            case "!=" -> compared != 0;
            case "<" -> compared < 0;
            case "<=" -> compared <= 0;
            case ">" -> compared > 0;
            case ">=" -> compared >= 0;
            case "^" -> parts(left, 1).equals(parts(right, 1));
            case "~" -> parts(left, 2).equals(parts(right, 2));
            default -> throw new RuleFault("sem_ver has no operator " + values.get(1));
        };
    }

    private static List<String> parts(String version, int count) {
        return List.of(version.split("[.+-]", -1)).subList(0, count);
    }

    private static String normal(String version) {
        String full = SemanticVersion.completed(version);
        if (full == null) {
            throw new RuleFault("'" + version + "' is not a semantic version");
        }
        return full;
    }
}
