package covey.assign;

import covey.assign.rule.Attributes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Layers, a holdout and experiments, validated and compiled: immutable, thread-safe, and evaluated without allocation.
 *
 * <p>An experiment is evaluated in this order, and the first that applies decides: switched off; unit id missing; override of
 * the unit; override of a segment; holdout; audience; slot of the layer; ramp; arm. Buckets are those of
 * {@link covey.assign.hash.Bucketing}.
 */
public final class Configuration implements FlagSource {
    private final List<Layer> layers;
    private final @Nullable Holdout holdout;
    private final Map<String, CompiledExperiment> experiments;

    private Configuration(List<Layer> layers, @Nullable Holdout holdout, Map<String, CompiledExperiment> experiments) {
        this.layers = layers;
        this.holdout = holdout;
        this.experiments = experiments;
    }

    /** Validates and compiles. @throws AssignmentException when it cannot be used, at its first fault */
    public static Configuration of(List<Layer> layers, @Nullable Holdout holdout, List<Experiment> experiments) {
        new Validation(layers, holdout, experiments).check();
        Map<String, CompiledExperiment> compiled = new LinkedHashMap<>();
        for (Experiment experiment : experiments) {
            compiled.put(experiment.key(), new CompiledExperiment(experiment, layer(layers, experiment), holdout));
        }
        return new Configuration(List.copyOf(layers), holdout, compiled);
    }

    /** Experiments that stand alone. */
    public static Configuration of(Experiment... experiments) {
        return of(List.of(), null, List.of(experiments));
    }

    private static @Nullable Layer layer(List<Layer> layers, Experiment experiment) {
        Slot slot = experiment.slot();
        return slot == null
                ? null
                : layers.stream()
                        .filter(l -> l.name().equals(slot.layer()))
                        .findFirst()
                        .orElseThrow();
    }

    /** What the unit gets, or null when no experiment has this key. */
    @Override
    public @Nullable Assignment evaluate(String experiment, Attributes attributes) {
        CompiledExperiment compiled = experiments.get(experiment);
        return compiled == null ? null : compiled.evaluate(attributes);
    }

    /** What the unit gets, with the unit id beside the attributes, or null when no experiment has this key. */
    public @Nullable Assignment evaluate(String experiment, String unit, Attributes attributes) {
        CompiledExperiment compiled = experiments.get(experiment);
        return compiled == null ? null : compiled.evaluate(unit, attributes);
    }

    /** Keys of the experiments, in order. */
    @Override
    public Set<String> keys() {
        return Collections.unmodifiableSet(experiments.keySet());
    }

    /** The experiment with this key, or null. */
    public @Nullable Experiment experiment(String key) {
        CompiledExperiment compiled = experiments.get(key);
        return compiled == null ? null : compiled.experiment();
    }

    /** The layers, in order. */
    public List<Layer> layers() {
        return layers;
    }

    /** The holdout, or null. */
    public @Nullable Holdout holdout() {
        return holdout;
    }
}
