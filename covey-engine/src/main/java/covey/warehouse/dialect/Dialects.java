package covey.warehouse.dialect;

import java.util.List;
import java.util.stream.Collectors;

/** The list of engines. */
public final class Dialects {
    private static final List<Dialect> ALL = List.of(new DuckDbDialect(), new PostgreSqlDialect());

    private Dialects() {}

    /** Every engine Covey can ask. */
    public static List<Dialect> all() {
        return ALL;
    }

    /** The engine of that name; an unknown name throws {@link IllegalArgumentException} with the known ones. */
    public static Dialect named(String name) {
        return ALL.stream()
                .filter(d -> d.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no engine is called '" + name + "', only "
                        + ALL.stream().map(Dialect::name).collect(Collectors.joining(", "))));
    }
}
