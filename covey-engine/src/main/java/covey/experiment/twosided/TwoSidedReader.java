package covey.experiment.twosided;

import covey.experiment.spec.ExperimentReader;
import covey.experiment.spec.ExperimentSpec;
import covey.method.Options;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.method.Study.Arm;
import covey.method.Study.MetricUse;
import covey.method.Study.Treatment;
import covey.result.MetricInfo.Role;
import covey.result.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a {@link TwoSidedSpec} from a study as declared. */
final class TwoSidedReader {
    private static final String RANDOMIZE = "randomize";
    private static final Set<String> KEYS = Set.of("unit", "share", "exposures", "filter");
    /** Keys of a plan that hold for both sides. */
    private static final Set<String> BOTH = Set.of("power", "history.start", "history.end");

    /** Keys of a plan that hold for the study's own unit. */
    private static final Set<String> OWN =
            Set.of("history.entry", "history.filter", "history.weekly_units", "prior.mean", "prior.sd");

    private static final String EXAMPLE = "declare design: {type: two_sided, randomize: [{unit: user, share: 0.5},"
            + " {unit: author, share: 0.5, exposures: author_exposures}]}";

    private final Study study;

    private TwoSidedReader(Study study) {
        this.study = study;
    }

    static TwoSidedSpec read(Study study, List<String> designs) {
        return new TwoSidedReader(study).read(designs);
    }

    private TwoSidedSpec read(List<String> designs) {
        study.refusePopulation(
                "a two-sided experiment",
                "restrict each side by its own exposures: treatment.exposures.filter, design.randomize[].filter");
        List<Map<?, ?>> declared = declared();
        Set<String> units = new LinkedHashSet<>();
        declared.forEach(d -> units.add(String.valueOf(d.get("unit"))));
        if (units.size() != declared.size() || declared.size() < 2 || !units.contains(study.unit())) {
            throw fault(
                    "a two-sided experiment randomises " + units + ", and the study's unit is " + study.unit(),
                    EXAMPLE);
        }
        if (study.metrics().stream().noneMatch(m -> m.role() == Role.PRIMARY)) {
            throw fault("experiment " + study.name() + " has no primary metric", "declare metrics.primary");
        }
        for (MetricUse use : study.metrics()) {
            if (!units.contains(side(use))) {
                throw new SpecificationException(
                        use.location(),
                        "metric " + use.metric().name() + " is measured per " + side(use) + ", and randomised are "
                                + String.join(", ", units),
                        "measure it on one of the sides");
            }
        }
        List<ExperimentSpec> sides = new ArrayList<>();
        declared.stream()
                .sorted((a, b) -> Boolean.compare(
                        study.unit().equals(b.get("unit")), study.unit().equals(a.get("unit"))))
                .forEach(d -> sides.add(ExperimentReader.read(side(d), designs)));
        List<Setting> settings = new ArrayList<>(sides.getFirst().settings());
        declared.forEach(d -> settings.add(new Setting(
                "design.randomize[" + d.get("unit") + "]",
                String.valueOf(d),
                study.design().origin(RANDOMIZE))));
        return new TwoSidedSpec(sides, settings);
    }

    private List<Map<?, ?>> declared() {
        List<Map<?, ?>> sides = new ArrayList<>();
        for (Object entry : study.design().list(RANDOMIZE, List.of())) {
            if (!(entry instanceof Map<?, ?> side) || !side.containsKey("unit")) {
                throw fault("'" + entry + "' is no side", EXAMPLE);
            }
            side.keySet().stream()
                    .filter(k -> !KEYS.contains(String.valueOf(k)))
                    .findFirst()
                    .ifPresent(k -> {
                        throw fault("a side has no key '" + k + "'", "known are unit, share, exposures, filter");
                    });
            sides.add(side);
        }
        return sides;
    }

    private String side(MetricUse use) {
        return use.unit().isEmpty() ? study.unit() : use.unit();
    }

    /** The study as one side sees it. */
    private Study side(Map<?, ?> declared) {
        String unit = String.valueOf(declared.get("unit"));
        List<MetricUse> metrics =
                study.metrics().stream().filter(m -> side(m).equals(unit)).toList();
        if (metrics.isEmpty()) {
            throw fault(
                    "side " + unit + " has no metric, so what happens to it is not seen",
                    "measure one: secondary: [{metric: impressions_received, unit: " + unit + "}]");
        }
        boolean own = unit.equals(study.unit());
        Options design = new Options("design", planned(own));
        return study.asSide(
                unit,
                study.treatment().map(t -> treatment(t, declared)),
                metrics,
                own ? study.slices() : List.of(),
                design);
    }

    /** What a side keeps of the design: how long its history is, and of the study's own side who enters it. */
    private Map<String, Options.Option> planned(boolean own) {
        Map<String, Options.Option> kept = new LinkedHashMap<>();
        kept.put("type", new Options.Option("two_sided", study.design().location("type")));
        study.design().values().forEach((key, option) -> {
            if (BOTH.contains(key) || (own && OWN.contains(key))) {
                kept.put(key, option);
            }
        });
        return kept;
    }

    private Treatment treatment(Treatment whole, Map<?, ?> declared) {
        Optional<Object> model = Optional.ofNullable(declared.get("exposures"));
        String filter = Optional.<Object>ofNullable(declared.get("filter"))
                .map(String::valueOf)
                .orElse(whole.filter());
        return new Treatment(
                model.map(String::valueOf).orElse(whole.model()),
                whole.armColumn(),
                filter,
                whole.valid(),
                whole.duplicates(),
                arms(whole, declared),
                whole.location());
    }

    /** A side's share is that of its treated units. */
    private List<Arm> arms(Treatment whole, Map<?, ?> declared) {
        if (!declared.containsKey("share")) {
            return whole.arms();
        }
        if (!(declared.get("share") instanceof Number share)
                || !(share.doubleValue() > 0 && share.doubleValue() < 1)
                || whole.arms().size() != 2) {
            throw fault(
                    "side " + declared.get("unit") + " has share " + declared.get("share") + " and "
                            + whole.arms().size() + " arms",
                    "a share is the treated fraction of a side, between 0 and 1, with two arms");
        }
        return whole.arms().stream()
                .map(a -> new Arm(
                        a.name(), a.value(), a.control() ? 1 - share.doubleValue() : share.doubleValue(), a.control()))
                .toList();
    }

    private SpecificationException fault(String message, String advice) {
        Options design = study.design();
        return new SpecificationException(
                design.has(RANDOMIZE) ? design.location(RANDOMIZE) : design.location("type"), message, advice);
    }
}
