package covey.world.truth;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What is true in a simulated network, as in {@code truth.yml}.
 *
 * @param version version of the file
 * @param size name of the world's size
 * @param seed seed it was made from
 * @param notes how to read the numbers
 * @param tables rows per table
 * @param defects defects outside the exposure log
 * @param experiments studies in the order they were planted
 */
public record Truth(
        int version,
        String size,
        long seed,
        List<String> notes,
        Map<String, Long> tables,
        List<Defect> defects,
        List<Experiment> experiments) {
    /** The version this code writes. */
    public static final int VERSION = 1;

    public Truth {
        notes = List.copyOf(notes);
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
        defects = List.copyOf(defects);
        experiments = List.copyOf(experiments);
    }

    /** Scale of an effect. */
    public enum Scale {
        /** Treated minus control, in the metric's unit. */
        ABSOLUTE,
        /** Treated minus control over control, a fraction. */
        RELATIVE,
        /** No effect: the value itself, in the metric's unit. */
        LEVEL
    }

    /**
     * A planted defect.
     *
     * @param kind stable name
     * @param count rows, or users where the detail says so
     * @param detail what exactly is counted
     */
    public record Defect(String kind, long count, String detail) {}

    /**
     * What one study has to find: an experiment; rankers or clusterings compared offline, whose systems or versions are
     * the arms; or a population that people label, whose labelled items are the only arm.
     *
     * @param name name of the study and, of an experiment, value of {@code experiment_id}
     * @param summary what was planted
     * @param arms arms, control first
     * @param effects true effects
     * @param defects defects of its exposures
     */
    public record Experiment(String name, String summary, List<Arm> arms, List<Effect> effects, List<Defect> defects) {
        public Experiment {
            arms = List.copyOf(arms);
            effects = List.copyOf(effects);
            defects = List.copyOf(defects);
        }

        /** The effect over all users and days. */
        public Optional<Effect> effect(String metric, Scale scale) {
            return effects.stream()
                    .filter(e -> e.metric().equals(metric) && e.scale() == scale)
                    .filter(e -> e.segment().isEmpty() && e.day().isEmpty())
                    .findFirst();
        }

        /** Defect by kind. */
        public Optional<Defect> defect(String kind) {
            return defects.stream().filter(d -> d.kind().equals(kind)).findFirst();
        }
    }

    /**
     * An arm.
     *
     * @param name value in the arm column
     * @param share planned share of users; 1 for a system or version that is for all
     * @param units users a sound analysis finds in it: logged, in one arm only
     */
    public record Arm(String name, double share, long units) {}

    /**
     * A true effect of treatment over control, or a true level.
     *
     * @param metric metric of the demo project
     * @param scale scale
     * @param value effect in the model: expected clicks and amounts, given the visits of these users
     * @param populationValue effect for exactly these users, each played under both arms with the same draws
     * @param standardError standard error to be expected of the plain difference at this size; empty where not computed
     * @param segment home community of the user, stratum of labelled items; empty for all
     * @param day whole days since entry; empty for all
     */
    public record Effect(
            String metric,
            Scale scale,
            double value,
            double populationValue,
            OptionalDouble standardError,
            Optional<String> segment,
            OptionalInt day) {}

    /** Experiment by name. */
    public Optional<Experiment> experiment(String name) {
        return experiments.stream().filter(e -> e.name().equals(name)).findFirst();
    }

    /** Defect outside the exposure log, by kind. */
    public Optional<Defect> defect(String kind) {
        return defects.stream().filter(d -> d.kind().equals(kind)).findFirst();
    }

    /** Reads a truth file; throws {@link IllegalArgumentException} with path and key when it is not one. */
    public static Truth read(Path file) throws IOException {
        return TruthReader.read(file);
    }

    /** Writes the truth file, replacing an older one only when complete. */
    public void write(Path file) throws IOException {
        TruthWriter.write(this, file);
    }
}
