package covey.experiment.grouped;

import covey.data.Grouping;
import covey.experiment.grouped.GroupedSpec.Design;
import covey.experiment.grouped.cluster.ClusterError;
import covey.experiment.spec.AnalysisRules.Adjustment;
import covey.experiment.spec.ExperimentReader;
import covey.experiment.spec.ExperimentSpec;
import covey.method.Options;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.metric.Dimension;
import covey.result.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes a {@link GroupedSpec} from a study as declared. */
public final class GroupedReader {
    private static final String UNIT = "randomize.unit";
    private static final String STRATIFY = "randomize.stratify";
    private static final String PAIR = "randomize.pair";

    private final Study study;
    private final Options options;

    private GroupedReader(Study study) {
        this.study = study;
        this.options = study.design();
    }

    /**
     * The experiment as declared.
     *
     * @throws SpecificationException when a value makes no sense, with its place
     */
    public static GroupedSpec read(Study study, List<String> designs) {
        ExperimentSpec experiment = ExperimentReader.read(study, designs);
        return new GroupedReader(study).read(experiment);
    }

    private GroupedSpec read(ExperimentSpec experiment) {
        Design design = Design.valueOf(options.text("type", "").toUpperCase(Locale.ROOT));
        Optional<String> group = group(design);
        List<String> strata = strata(design);
        List<Setting> settings = new ArrayList<>(experiment.settings());
        String unit = options.text(UNIT, study.unit());
        if (settings.stream().noneMatch(s -> s.name().equals("design." + UNIT))) {
            settings.add(new Setting("design." + UNIT, unit, options.origin(UNIT)));
        }
        if (!strata.isEmpty()) {
            settings.add(new Setting("design." + STRATIFY, String.join(", ", strata), options.origin(STRATIFY)));
        }
        if (design == Design.MATCHED_PAIRS) {
            settings.add(new Setting("design." + PAIR, group.orElse(""), options.origin(PAIR)));
        }
        ClusterError error = ClusterError.AUTO;
        if (design == Design.CLUSTER_RANDOMIZED) {
            String asked = ExperimentReader.standardError(study);
            error = ClusterError.valueOf(asked.toUpperCase(Locale.ROOT));
            refuse(error, experiment);
            settings.add(
                    new Setting("analysis.std_error", asked, study.analysis().origin("std_error")));
        }
        return new GroupedSpec(
                experiment,
                design,
                new Grouping(group, design == Design.MATCHED_PAIRS ? 2 : 1, strata),
                unit,
                error,
                settings);
    }

    private void refuse(ClusterError error, ExperimentSpec experiment) {
        boolean lin =
                study.analysis().has("adjustment") && experiment.analysis().adjustment() == Adjustment.LIN;
        if (error == ClusterError.RANDOMIZATION && lin) {
            throw new SpecificationException(
                    study.analysis().location("std_error"),
                    "analysis.std_error is randomization and analysis.adjustment lin: the test over assignments adjusts with"
                            + " one slope for both arms",
                    "leave adjustment out, or write std_error: cr2");
        }
    }

    private Optional<String> group(Design design) {
        return switch (design) {
            case CLUSTER_RANDOMIZED -> {
                String unit = options.text(UNIT, study.unit());
                if (unit.equals(study.unit())) {
                    throw new SpecificationException(
                            options.location("type"),
                            "a cluster-randomised experiment does not say which clusters were randomised",
                            "declare design: {type: cluster_randomized, randomize: {unit: city}}, city being a dimension"
                                    + " of " + study.unit());
                }
                yield Optional.of(dimension(unit, UNIT));
            }
            case MATCHED_PAIRS -> {
                if (!options.has(PAIR)) {
                    throw new SpecificationException(
                            options.location("type"),
                            "matched pairs do not say who is paired with whom",
                            "declare design: {type: matched_pairs, randomize: {pair: pair_id}}, pair_id being a dimension"
                                    + " of " + study.unit());
                }
                if (study.treatment().map(t -> t.arms().size()).orElse(0) != 2) {
                    throw new SpecificationException(
                            options.location("type"),
                            "matched pairs need two arms",
                            "declare control and one treatment");
                }
                yield Optional.of(dimension(options.text(PAIR, ""), PAIR));
            }
            case STRATIFIED, BLOCKED -> Optional.empty();
        };
    }

    private List<String> strata(Design design) {
        List<String> strata = options.list(STRATIFY, List.of()).stream()
                .map(s -> dimension(String.valueOf(s), STRATIFY))
                .toList();
        boolean needed = design == Design.STRATIFIED || design == Design.BLOCKED;
        if (needed && strata.isEmpty()) {
            throw new SpecificationException(
                    options.location("type"),
                    "a " + options.text("type", "") + " experiment does not say by what",
                    "declare design: {type: " + options.text("type", "") + ", randomize: {stratify: [country]}}");
        }
        if (design == Design.MATCHED_PAIRS && !strata.isEmpty()) {
            throw new SpecificationException(
                    options.location(STRATIFY), "matched pairs are strata of their own", "leave stratify out");
        }
        return strata;
    }

    private String dimension(String name, String key) {
        return study.schema()
                .dimension(name, study.unit())
                .map(Dimension::name)
                .orElseThrow(() -> new SpecificationException(
                        options.location(key),
                        "design." + key + " names '" + name + "', which is no dimension of " + study.unit(),
                        "known are: "
                                + String.join(
                                        ", ",
                                        study.schema().dimensions().stream()
                                                .filter(d -> d.entity().equals(study.unit()))
                                                .map(Dimension::name)
                                                .toList())
                                + "; declare it with as_of: entry, so that treatment cannot move a " + study.unit()));
    }
}
