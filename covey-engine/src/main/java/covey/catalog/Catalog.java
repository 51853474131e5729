package covey.catalog;

import covey.experiment.Experiment;
import covey.method.Estimator;
import java.util.List;
import java.util.Optional;

/** Every method that Covey knows, in the order in which help and documentation show them. */
public final class Catalog {
    /** The list. */
    public static final List<Estimator<?, ?>> ESTIMATORS = List.of(new Experiment());

    private Catalog() {}

    /** The method that answers a kind of study; empty when the kind is unknown. */
    public static Optional<Estimator<?, ?>> byKind(String kind) {
        return ESTIMATORS.stream()
                .filter(e -> e.descriptor().kind().equals(kind))
                .findFirst();
    }

    /** Kinds of study in the order of the list. */
    public static List<String> kinds() {
        return ESTIMATORS.stream().map(e -> e.descriptor().kind()).distinct().toList();
    }
}
