package covey.ranking.evaluate;

import covey.data.RankingRequirement;
import covey.data.RankingRequirement.HistorySource;
import covey.data.RankingRequirement.ItemSource;
import covey.data.RankingRequirement.Reading;
import covey.data.RankingRequirement.SystemSource;
import covey.data.RankingRequirement.SystemSource.Order;
import covey.data.RankingRequirement.TruthSource;
import covey.method.Options;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.metric.Column;
import covey.metric.Model;
import covey.metric.Population;
import covey.ranking.Need;
import covey.ranking.evaluate.RankingSpec.Beyond;
import covey.ranking.evaluate.RankingSpec.OfScores;
import covey.ranking.evaluate.RankingSpec.Planned;
import covey.ranking.names.BeyondNames;
import covey.ranking.names.MetricNames;
import covey.ranking.names.ScoreNames;
import covey.ranking.sampled.SampledCandidates;
import covey.ranking.sampled.SampledReader;
import covey.result.Setting;
import covey.stats.multiplicity.PValueAdjustment;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a {@link RankingSpec} from a study as declared. */
final class RankingReader {
    private static final int WHOLE_LIST_DEPTH = 1000;
    private static final long MOST_ROWS = 200_000_000L;
    private static final double PERSISTENCE = 0.9;
    private static final long RESAMPLES = 5_000;
    private static final long MOST_RESAMPLES = 1_000_000;

    private final Study study;
    private final Options data;
    private final List<Setting> settings = new ArrayList<>();

    private RankingReader(Study study) {
        this.study = study;
        this.data = study.data();
    }

    static RankingSpec read(Study study) {
        return new RankingReader(study).spec();
    }

    private RankingSpec spec() {
        Population population = study.population();
        if (population.restricted()) {
            settings.add(new Setting(
                    Population.SETTING,
                    population.filter(),
                    population.location().toString()));
        }
        TruthSource truth = truth();
        List<SystemSource> systems = systems(truth);
        Optional<SampledCandidates> sampled = SampledReader.read(
                study, systems.stream().map(SystemSource::name).toList(), settings::add);
        List<Planned> metrics = metrics();
        refuseTwice(metrics);
        List<Beyond> beyond = beyond();
        List<OfScores> scores = scores();
        refuseRanks(systems, scores);
        boolean lists = scores.isEmpty() || !metrics.isEmpty() || !beyond.isEmpty();
        Optional<HistorySource> history = history(truth);
        RankingRequirement requirement = new RankingRequirement(
                study.schema(),
                study.unit(),
                study.start(),
                study.end(),
                study.context().asOf(),
                truth,
                systems,
                items(truth),
                history,
                history.isPresent()
                        && beyond.stream().anyMatch(b -> b.metric().needs().contains(Need.HISTORY)),
                study.slices(),
                population,
                depth(sampled),
                whole("most_rows", MOST_ROWS),
                scores.isEmpty() ? Reading.LISTS : lists ? Reading.BOTH : Reading.SCORES);
        boolean withRelevant = word("population", RankingSettings.POPULATIONS).equals("with_relevant");
        double persistence = persistence();
        int resamples = (int) Math.min(MOST_RESAMPLES, whole("resamples", RESAMPLES));
        return new RankingSpec(
                study,
                requirement,
                metrics,
                beyond,
                scores,
                withRelevant,
                sampled,
                persistence,
                resamples,
                multiplicity(),
                settings);
    }

    private RankingSpec.Multiplicity multiplicity() {
        return new RankingSpec.Multiplicity(
                procedure("primary", PValueAdjustment.HOLM),
                procedure("secondary", PValueAdjustment.BENJAMINI_HOCHBERG),
                procedure("slices", PValueAdjustment.BENJAMINI_HOCHBERG));
    }

    private String setting(Options options, String key, String otherwise) {
        String value = options.text(key, otherwise);
        String name = options.part().equals("data") ? key : options.part() + "." + key;
        settings.add(new Setting(name, value, options.origin(key)));
        return value;
    }

    private String needed(String key, String example) {
        if (!data.has(key)) {
            throw new SpecificationException(study.location(), "a ranking evaluation needs " + key, "write " + example);
        }
        return setting(data, key, "");
    }

    private PValueAdjustment procedure(String key, PValueAdjustment otherwise) {
        Options options = study.multiplicity();
        String value = setting(options, key, otherwise.name().toLowerCase(Locale.ROOT));
        if (!RankingSettings.PROCEDURES.contains(value)) {
            throw new SpecificationException(
                    options.location(key),
                    "multiplicity." + key + " is '" + value + "'",
                    "write one of " + String.join(", ", RankingSettings.PROCEDURES));
        }
        return PValueAdjustment.valueOf(value.toUpperCase(Locale.ROOT));
    }

    private String word(String key, List<String> allowed) {
        String value = setting(study.analysis(), key, allowed.getFirst());
        if (!allowed.contains(value)) {
            throw new SpecificationException(
                    study.analysis().location(key),
                    "analysis." + key + " is '" + value + "'",
                    "write one of " + String.join(", ", allowed));
        }
        return value;
    }

    private long whole(String key, long otherwise) {
        double value = study.analysis().number(key, (double) otherwise);
        if (!(value >= 1) || value != Math.rint(value)) {
            throw new SpecificationException(
                    study.analysis().location(key), "analysis." + key + " is " + value, "write a whole number from 1");
        }
        settings.add(new Setting(
                "analysis." + key, Long.toString((long) value), study.analysis().origin(key)));
        return (long) value;
    }

    private double persistence() {
        double value = study.analysis().number("persistence", PERSISTENCE);
        if (!(value > 0 && value < 1)) {
            throw new SpecificationException(
                    study.analysis().location("persistence"),
                    "analysis.persistence is " + value,
                    "write a probability such as 0.9");
        }
        settings.add(new Setting(
                "analysis.persistence", Double.toString(value), study.analysis().origin("persistence")));
        return value;
    }

    private TruthSource truth() {
        String model = needed("truth.model", "truth: {model: engagements, item: item_id}");
        String item = needed("truth.item", "truth: {model: " + model + ", item: item_id}");
        String query = setting(data, "truth.query", unitColumn(model).orElse(""));
        if (query.isEmpty()) {
            throw new SpecificationException(
                    study.location(),
                    "model '" + model + "' has no column of unit '" + study.unit()
                            + "', so it is not known what is ranked for",
                    "write truth.query: the column of the user or request");
        }
        return new TruthSource(model, setting(data, "truth.filter", ""), query, item, setting(data, "truth.grade", ""));
    }

    private Optional<String> unitColumn(String model) {
        return study.schema().model(model).flatMap(m -> m.entity(study.unit())).map(Column::name);
    }

    private List<SystemSource> systems(TruthSource truth) {
        Set<String> names = new LinkedHashSet<>();
        for (String key : data.values().keySet()) {
            if (key.startsWith("systems.")) {
                names.add(key.substring("systems.".length(), key.indexOf('.', "systems.".length())));
            }
        }
        if (names.isEmpty()) {
            throw new SpecificationException(
                    study.location(),
                    "the study has no systems",
                    "write systems: {production: {model: recs_v1, role: baseline}, candidate: {model: recs_v2}}");
        }
        List<String> baselines = names.stream()
                .filter(n -> data.text("systems." + n + ".role", "").equals("baseline"))
                .toList();
        if (baselines.size() > 1 || (baselines.isEmpty() && names.size() > 1)) {
            throw new SpecificationException(
                    data.location("systems." + names.iterator().next() + ".model"),
                    baselines.isEmpty()
                            ? "no system is the baseline, so it is not known what is compared with what"
                            : "several systems are the baseline: " + String.join(", ", baselines),
                    "give one of them role: baseline");
        }
        List<String> ordered = new ArrayList<>(baselines);
        names.stream().filter(n -> !baselines.contains(n)).forEach(ordered::add);
        return ordered.stream().map(n -> system(n, truth)).toList();
    }

    private SystemSource system(String name, TruthSource truth) {
        String prefix = "systems." + name + ".";
        String model = needed(prefix + "model", "systems: {" + name + ": {model: recs}}");
        settings.add(
                new Setting(prefix + "role", data.text(prefix + "role", "candidate"), data.origin(prefix + "role")));
        boolean byRank = data.has(prefix + "rank")
                || (!data.has(prefix + "score") && declares(model, "rank") && !declares(model, "score"));
        String column = byRank ? setting(data, prefix + "rank", "rank") : setting(data, prefix + "score", "score");
        String time = setting(data, prefix + "time", "");
        boolean trend = beyond().stream().anyMatch(b -> b.metric().needs().contains(Need.TIME));
        Optional<Instant> trained =
                data.has(prefix + "training_end") ? Optional.of(moment(prefix + "training_end")) : Optional.empty();
        return new SystemSource(
                name,
                model,
                setting(data, prefix + "filter", ""),
                setting(data, prefix + "query", truth.query()),
                setting(data, prefix + "item", truth.item()),
                byRank ? Order.RANK : Order.SCORE,
                column,
                trained,
                trend ? time : "");
    }

    private boolean declares(String model, String column) {
        return study.schema().model(model).map(Model::columns).orElse(List.of()).stream()
                .anyMatch(c -> c.name().equals(column));
    }

    private Instant moment(String key) {
        String text = setting(data, key, "");
        try {
            if (text.length() <= 10) {
                return LocalDate.parse(text).atStartOfDay(study.schema().zone()).toInstant();
            }
            String iso = text.replace(' ', 'T');
            return iso.endsWith("Z") || iso.matches(".*[+-]\\d\\d:?\\d\\d$")
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).atZone(study.schema().zone()).toInstant();
        } catch (DateTimeParseException e) {
            throw new SpecificationException(
                    data.location(key), key + " is '" + text + "', which is no time", "write 2026-02-15");
        }
    }

    private Optional<ItemSource> items(TruthSource truth) {
        if (!data.has("items.model")) {
            return Optional.empty();
        }
        return Optional.of(new ItemSource(
                setting(data, "items.model", ""),
                setting(data, "items.filter", ""),
                setting(data, "items.item", truth.item()),
                setting(data, "items.category", ""),
                setting(data, "items.provider", ""),
                features()));
    }

    private List<String> features() {
        List<String> columns = data.list("items.features", List.of()).stream()
                .map(String::valueOf)
                .toList();
        settings.add(new Setting("items.features", String.join(", ", columns), data.origin("items.features")));
        return columns;
    }

    private Optional<HistorySource> history(TruthSource truth) {
        if (!data.has("history.model")) {
            return Optional.empty();
        }
        return Optional.of(new HistorySource(
                setting(data, "history.model", ""),
                setting(data, "history.filter", ""),
                setting(data, "history.query", truth.query()),
                setting(data, "history.item", truth.item())));
    }

    private List<Planned> metrics() {
        return study.metrics().stream()
                .filter(use -> BeyondNames.metric(use.metric().name()).isEmpty())
                .filter(use -> ScoreNames.metric(use.metric().name()).isEmpty())
                .map(use -> new Planned(
                        use,
                        MetricNames.metric(use.metric().name())
                                .orElseThrow(() -> new SpecificationException(
                                        use.location(),
                                        "'" + use.metric().name() + "' is no metric of ranked lists",
                                        "there are, among others, " + String.join(", ", MetricNames.EXAMPLES)))))
                .toList();
    }

    private void refuseTwice(List<Planned> metrics) {
        Map<String, String> written = new HashMap<>();
        metrics.forEach(p -> refuseTwice(p.use(), p.metric().name(), written));
        scores().forEach(s -> refuseTwice(s.use(), s.metric().name(), written));
    }

    private static void refuseTwice(Study.MetricUse use, String canonical, Map<String, String> written) {
        String name = use.metric().name();
        String before = written.putIfAbsent(canonical, name);
        if (before != null) {
            throw new SpecificationException(
                    use.location(),
                    "'" + before + "' and '" + name + "' are one metric, " + canonical,
                    "take one of them out");
        }
    }

    private List<OfScores> scores() {
        return study.metrics().stream()
                .flatMap(use -> ScoreNames.metric(use.metric().name()).map(m -> new OfScores(use, m)).stream())
                .toList();
    }

    /** A rank says which of two is higher inside a list, not over all rows. */
    private void refuseRanks(List<SystemSource> systems, List<OfScores> scores) {
        for (SystemSource system : systems) {
            if (!scores.isEmpty() && system.order() == Order.RANK) {
                throw new SpecificationException(
                        data.location("systems." + system.name() + ".model"),
                        "system '" + system.name() + "' has ranks and no scores, and "
                                + scores.getFirst().metric().name() + " is about scores",
                        "write systems." + system.name() + ".score: the column of the score");
            }
        }
    }

    private List<Beyond> beyond() {
        return study.metrics().stream()
                .flatMap(use -> BeyondNames.metric(use.metric().name()).map(m -> new Beyond(use, m)).stream())
                .toList();
    }

    /** Ranks to read: a sampled list is read whole, as its relevant item may stand at any rank. */
    private int depth(Optional<SampledCandidates> sampled) {
        int largest = study.metrics().stream()
                .filter(m -> ScoreNames.metric(m.metric().name()).isEmpty())
                .mapToInt(m -> MetricNames.cutoff(m.metric().name()).orElse(WHOLE_LIST_DEPTH))
                .max()
                .orElse(WHOLE_LIST_DEPTH);
        long asked = whole("depth", largest);
        return (int) Math.min(
                Integer.MAX_VALUE - 1,
                Math.max(asked, sampled.map(s -> s.size() + 1).orElse(0)));
    }
}
