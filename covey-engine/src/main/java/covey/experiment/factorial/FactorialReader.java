package covey.experiment.factorial;

import covey.experiment.factorial.FactorialSpec.Factor;
import covey.experiment.spec.ExperimentReader;
import covey.experiment.spec.ExperimentSpec;
import covey.method.Options;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.result.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** Makes a {@link FactorialSpec} from a study as declared: arms are named by their levels, {@code dwell_new}. */
final class FactorialReader {
    private static final String FACTORS = "factors.";

    private FactorialReader() {}

    static FactorialSpec read(Study study, List<String> designs) {
        ExperimentSpec experiment = ExperimentReader.read(study, designs);
        List<Setting> settings = new ArrayList<>(experiment.settings());
        List<Factor> factors = factors(study.design());
        for (Factor factor : factors) {
            String key = FACTORS + factor.name();
            settings.add(new Setting(
                    "design." + key,
                    String.join(", ", factor.levels()),
                    study.design().origin(key)));
        }
        return new FactorialSpec(experiment, factors, arms(study, experiment, factors), settings);
    }

    private static List<Factor> factors(Options design) {
        List<Factor> factors = new ArrayList<>();
        for (String key : design.values().keySet()) {
            if (key.startsWith(FACTORS)) {
                List<String> levels = design.list(key, List.of()).stream()
                        .map(String::valueOf)
                        .toList();
                if (levels.size() < 2 || new LinkedHashSet<>(levels).size() < levels.size()) {
                    throw new SpecificationException(
                            design.location(key),
                            "design." + key + " has the levels " + levels,
                            "name two different levels or more, the base level first");
                }
                factors.add(new Factor(key.substring(FACTORS.length()), levels));
            }
        }
        if (factors.size() < 2) {
            throw new SpecificationException(
                    design.location("type"),
                    "a factorial experiment needs two factors, and " + factors.size() + " are declared",
                    "declare design: {type: factorial, factors: {ranker: [control, dwell], layout: [old, new]}}");
        }
        return factors;
    }

    private static Map<String, List<Integer>> arms(Study study, ExperimentSpec experiment, List<Factor> factors) {
        Map<String, List<Integer>> combinations = new LinkedHashMap<>();
        combine(factors, "", List.of(), combinations);
        Map<String, List<Integer>> arms = new LinkedHashMap<>();
        for (Study.Arm arm : experiment.arms()) {
            List<Integer> levels = combinations.remove(plain(arm.name()));
            if (levels == null) {
                throw new SpecificationException(
                        experiment.treatment().location(),
                        "arm '" + arm.name() + "' is no combination of the factors' levels, or stands twice",
                        "name arms by their levels in the order of the factors, such as " + first(factors)
                                + "; without arm so far: " + String.join(", ", combinations.keySet()));
            }
            if (arm.control() != levels.stream().allMatch(l -> l == 0)) {
                throw new SpecificationException(
                        experiment.treatment().location(),
                        "arm '" + experiment.control().name() + "' is the reference, and the base levels are "
                                + first(factors),
                        "name the base level of each factor first, and give their combination role: control");
            }
            arms.put(arm.name(), levels);
        }
        if (!combinations.isEmpty()) {
            throw new SpecificationException(
                    study.design().location("type"),
                    "no arm for " + String.join(", ", combinations.keySet()),
                    "a factorial experiment runs every combination of its factors' levels");
        }
        return arms;
    }

    private static String first(List<Factor> factors) {
        return String.join("_", factors.stream().map(f -> f.levels().getFirst()).toList());
    }

    private static void combine(
            List<Factor> factors, String name, List<Integer> levels, Map<String, List<Integer>> into) {
        if (levels.size() == factors.size()) {
            into.put(plain(name), levels);
            return;
        }
        Factor factor = factors.get(levels.size());
        for (int level = 0; level < factor.levels().size(); level++) {
            List<Integer> more = new ArrayList<>(levels);
            more.add(level);
            combine(
                    factors,
                    name.isEmpty()
                            ? factor.levels().get(level)
                            : name + "_" + factor.levels().get(level),
                    more,
                    into);
        }
    }

    /** Names are compared without regard to what separates their parts. */
    private static String plain(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}]+", "_");
    }
}
