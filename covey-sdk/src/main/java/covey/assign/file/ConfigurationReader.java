package covey.assign.file;

import covey.assign.Arm;
import covey.assign.AssignmentException;
import covey.assign.Configuration;
import covey.assign.Experiment;
import covey.assign.Holdout;
import covey.assign.Layer;
import covey.assign.Overrides;
import covey.assign.Ramp;
import covey.assign.Segment;
import covey.assign.Slot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ConfigurationWriter} writes. */
final class ConfigurationReader {
    private final Fields fields;

    ConfigurationReader(Fields fields) {
        this.fields = fields;
    }

    Configuration read() {
        List<Layer> layers = new ArrayList<>();
        for (Fields layer : fields.objects("layers")) {
            layers.add(new Layer(layer.text("name"), layer.text("salt"), layer.text("unit")));
            layer.end();
        }
        Holdout holdout = fields.has("holdout") ? holdout(fields.object("holdout")) : null;
        List<Experiment> experiments = new ArrayList<>();
        fields.list("experiments"); // which must be there, and may be empty
        fields.objects("experiments").forEach(one -> experiments.add(experiment(one)));
        fields.end();
        return Configuration.of(layers, holdout, experiments);
    }

    private static Holdout holdout(Fields held) {
        Set<String> exempt = new LinkedHashSet<>();
        if (held.has("exempt")) {
            held.list("exempt").forEach(key -> exempt.add(String.valueOf(key)));
        }
        Holdout holdout =
                new Holdout(held.text("name"), held.text("salt"), held.text("unit"), held.number("share"), exempt);
        held.end();
        return holdout;
    }

    private static Experiment experiment(Fields one) {
        List<Arm> arms = new ArrayList<>();
        for (Fields arm : one.objects("arms")) {
            arms.add(new Arm(arm.text("name"), arm.number("share"), arm.value("value")));
            arm.end();
        }
        List<Segment> segments = new ArrayList<>();
        for (Fields segment : one.objects("segments")) {
            segments.add(new Segment(Conditions.read(segment.object("who")), segment.text("arm")));
            segment.end();
        }
        Experiment experiment = new Experiment(
                one.text("key"),
                one.text("salt"),
                one.text("unit"),
                arms,
                one.value("fallback"),
                Conditions.read(one.object("audience")),
                slot(one),
                ramp(one.object("ramp")),
                new Overrides(one.texts("overrides"), segments),
                running(one) ? Experiment.Status.RUNNING : Experiment.Status.OFF,
                one.values("metadata"));
        one.end();
        return experiment;
    }

    private static boolean running(Fields one) {
        if (one.value("running") instanceof Boolean running) {
            return running;
        }
        throw new AssignmentException(one.place("running"), "is neither true nor false", "Write one of them.");
    }

    private static @Nullable Slot slot(Fields one) {
        if (!one.has("slot")) {
            return null;
        }
        Fields slot = one.object("slot");
        Slot read = new Slot(slot.text("layer"), slot.number("from"), slot.number("to"));
        slot.end();
        return read;
    }

    private static Ramp ramp(Fields fields) {
        List<Double> shares = new ArrayList<>();
        for (Object share : fields.list("shares")) {
            if (!(share instanceof Number number)) {
                throw new AssignmentException(
                        fields.place("shares"), "holds " + share + ", no number", "Write fractions.");
            }
            shares.add(number.doubleValue());
        }
        Ramp ramp = new Ramp(shares, fields.whole("stage"));
        fields.end();
        return ramp;
    }
}
