package covey.ranking.sampled;

import covey.method.Options;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.ranking.names.BeyondNames;
import covey.ranking.names.MetricNames;
import covey.ranking.sampled.SampledCandidates.Method;
import covey.result.Setting;
import covey.stats.sampledrank.CandidateSample.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/** Reads how candidates were sampled, and refuses what no correction repairs. */
public final class SampledReader {
    /** Metrics that depend on a single relevant item through its rank alone. */
    private static final Set<String> OF_RANK = Set.of(
            "nDCG", "DCG", "RR", "AP", "AP_min", "AP_k", "P", "R", "F", "Success", "ERR", "RBP", "pAUC", "Rprec");

    private static final List<String> SCHEMES = List.of("without_replacement", "with_replacement");
    private static final List<String> METHODS = List.of("none", "bias_variance", "rank_estimate");
    private static final double GAMMA = 0.01;

    private final Study study;
    private final Consumer<Setting> settings;

    private SampledReader(Study study, Consumer<Setting> settings) {
        this.study = study;
        this.settings = settings;
    }

    /**
     * The sampling that all systems share; empty when they ranked all items.
     *
     * @param systems names of the systems
     * @param settings takes every setting that was read
     */
    public static Optional<SampledCandidates> read(Study study, List<String> systems, Consumer<Setting> settings) {
        return new SampledReader(study, settings).read(systems);
    }

    private Optional<SampledCandidates> read(List<String> systems) {
        List<String> sampled = new ArrayList<>();
        for (String system : systems) {
            String key = "systems." + system + ".candidates";
            String candidates = study.data().text(key, "all");
            settings.accept(new Setting(key, candidates, study.data().origin(key)));
            if (candidates.equals("sampled")) {
                sampled.add(system);
            }
        }
        if (sampled.isEmpty()) {
            return Optional.empty();
        }
        Method method = method(sampled.getFirst());
        if (sampled.size() < systems.size()) {
            throw refused(
                    "systems." + sampled.getFirst() + ".candidates",
                    "some systems ranked all items and some a sample, which no correction makes alike",
                    "rank for all of them over all items, or over the same kind of sample");
        }
        refuseMetrics();
        return Optional.of(new SampledCandidates(
                size(systems),
                Scheme.valueOf(word("sampled_scheme", SCHEMES).toUpperCase(Locale.ROOT)),
                method,
                gamma(),
                items(),
                study.data().location("systems." + sampled.getFirst() + ".candidates")));
    }

    private Method method(String system) {
        String name = word("sampled_correction", METHODS);
        if (name.equals("none")) {
            throw refused(
                    "systems." + system + ".candidates",
                    "system '" + system
                            + "' ranked a sample of the items: its metrics are not those of the whole list, and"
                            + " two systems may change places (Krichene and Rendle 2020)",
                    "rank all items; where that cannot be, write analysis.sampled_correction: bias_variance");
        }
        return Method.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private int size(List<String> systems) {
        long common = 0;
        for (String system : systems) {
            String key = "systems." + system + ".sample_size";
            double size = study.data().number(key, 0);
            settings.accept(
                    new Setting(key, Long.toString((long) size), study.data().origin(key)));
            if (!(size >= 1 && size <= 100_000) || size != Math.rint(size) || (common > 0 && size != common)) {
                throw refused(
                        key,
                        "systems." + system + ".sample_size is " + size
                                + (common > 0 ? ", and that of another system " + common : ""),
                        "write for each system the same number of items sampled beside the relevant one, such as 99");
            }
            common = (long) size;
        }
        return (int) common;
    }

    private double gamma() {
        double gamma = study.analysis().number("variance_price", GAMMA);
        settings.accept(new Setting(
                "analysis.variance_price",
                Double.toString(gamma),
                study.analysis().origin("variance_price")));
        if (!(gamma > 0 && gamma <= 1)) {
            throw new SpecificationException(
                    study.analysis().location("variance_price"),
                    "analysis.variance_price is " + gamma + "; at 0 the correction has no digits left",
                    "write a number above 0, such as 0.01");
        }
        return gamma;
    }

    private OptionalInt items() {
        double items = study.analysis().number("ranked_items", 0);
        settings.accept(new Setting(
                "analysis.ranked_items",
                items == 0 ? "the catalogue" : Long.toString((long) items),
                study.analysis().origin("ranked_items")));
        boolean whole = items >= 2 && items <= Integer.MAX_VALUE && items == Math.rint(items);
        if (!whole && (items != 0 || !study.data().has("items.model"))) {
            throw refused(
                    "systems",
                    "how many items a list would hold without the sample is not known",
                    "declare the catalogue as items: {model: …}, or write analysis.ranked_items");
        }
        return items == 0 ? OptionalInt.empty() : OptionalInt.of((int) items);
    }

    private void refuseMetrics() {
        for (Study.MetricUse use : study.metrics()) {
            String name = use.metric().name();
            boolean beyond = BeyondNames.metric(name).isPresent();
            String base = MetricNames.metric(name)
                    .map(m -> m.name().split("[(@]", 2)[0])
                    .orElse("");
            if (beyond || !OF_RANK.contains(base)) {
                throw new SpecificationException(
                        use.location(),
                        "'" + name
                                + "' cannot be told from sampled candidates: it is more than the rank of one relevant item",
                        "take it out, or rank all items");
            }
        }
    }

    private String word(String key, List<String> allowed) {
        Options analysis = study.analysis();
        String value = analysis.text(key, allowed.getFirst());
        settings.accept(new Setting("analysis." + key, value, analysis.origin(key)));
        if (!allowed.contains(value)) {
            throw new SpecificationException(
                    analysis.location(key),
                    "analysis." + key + " is '" + value + "'",
                    "write one of " + String.join(", ", allowed));
        }
        return value;
    }

    private SpecificationException refused(String key, String message, String advice) {
        return new SpecificationException(
                study.data().has(key) ? study.data().location(key) : study.location(), message, advice);
    }
}
