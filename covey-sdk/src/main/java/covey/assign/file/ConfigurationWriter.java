package covey.assign.file;

import covey.assign.Arm;
import covey.assign.Configuration;
import covey.assign.Experiment;
import covey.assign.Holdout;
import covey.assign.Layer;
import covey.assign.Ramp;
import covey.assign.Segment;
import covey.assign.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A configuration as maps and lists, in the order of the schema. */
final class ConfigurationWriter {
    private ConfigurationWriter() {}

    static Map<String, Object> written(Configuration configuration) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(
                "layers",
                configuration.layers().stream().map(ConfigurationWriter::layer).toList());
        if (configuration.holdout() != null) {
            map.put("holdout", holdout(configuration.holdout()));
        }
        List<Object> experiments = new ArrayList<>();
        for (String key : configuration.keys()) {
            experiments.add(experiment(Objects.requireNonNull(configuration.experiment(key))));
        }
        map.put("experiments", experiments);
        return map;
    }

    private static Map<String, Object> layer(Layer layer) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", layer.name());
        map.put("salt", layer.salt());
        map.put("unit", layer.unit());
        return map;
    }

    private static Map<String, Object> holdout(Holdout holdout) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", holdout.name());
        map.put("salt", holdout.salt());
        map.put("unit", holdout.unit());
        map.put("share", holdout.share());
        map.put("exempt", holdout.exempt().stream().sorted().toList());
        return map;
    }

    private static Map<String, Object> experiment(Experiment experiment) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("key", experiment.key());
        map.put("salt", experiment.salt());
        map.put("unit", experiment.unit());
        map.put("running", experiment.status() == Experiment.Status.RUNNING);
        map.put("arms", experiment.arms().stream().map(ConfigurationWriter::arm).toList());
        map.put("fallback", experiment.fallback());
        map.put("audience", Conditions.written(experiment.audience()));
        if (experiment.slot() != null) {
            map.put("slot", slot(experiment.slot()));
        }
        map.put("ramp", ramp(experiment.ramp()));
        map.put("overrides", new TreeMap<>(experiment.overrides().units()));
        map.put(
                "segments",
                experiment.overrides().segments().stream()
                        .map(ConfigurationWriter::segment)
                        .toList());
        map.put("metadata", new TreeMap<>(experiment.metadata()));
        return map;
    }

    private static Map<String, Object> arm(Arm arm) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", arm.name());
        map.put("share", arm.share());
        map.put("value", arm.value());
        return map;
    }

    private static Map<String, Object> slot(Slot slot) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("layer", slot.layer());
        map.put("from", slot.from());
        map.put("to", slot.to());
        return map;
    }

    private static Map<String, Object> ramp(Ramp ramp) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("shares", ramp.shares());
        map.put("stage", ramp.stage());
        return map;
    }

    private static Map<String, Object> segment(Segment segment) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("who", Conditions.written(segment.who()));
        map.put("arm", segment.arm());
        return map;
    }
}
