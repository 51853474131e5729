package covey.clustering.evaluate;

import covey.method.SettingDoc;
import java.util.ArrayList;
import java.util.List;

/** Every setting a clustering evaluation understands, with its default. The defaults stand here and nowhere else. */
final class ClusteringSettings {
    static final List<String> OVERLAPS = List.of("refuse", "heaviest");
    static final List<String> UNASSIGNED = List.of("excluded", "singletons", "one_cluster");
    static final List<String> CORRECTIONS = List.of("benjamini_hochberg", "none");
    static final long PERMUTATIONS = 200;
    static final long SHUFFLES = 20;
    static final long MOST_ROWS = 100_000_000;

    static final List<SettingDoc> ALL = all();

    private ClusteringSettings() {}

    private static List<SettingDoc> all() {
        List<SettingDoc> docs = new ArrayList<>();
        docs.add(new SettingDoc(
                "design", "type", "text", List.of("same_entities"), "same_entities", "Versions of the same entities."));
        for (String version : List.of(ClusteringSpec.BASELINE, ClusteringSpec.CANDIDATE)) {
            docs.add(text(version, "", "", "Memberships of the version: one row per entity and cluster."));
            docs.add(text(version, "model", "", "Model of the memberships."));
            docs.add(text(version, "entity", "column of the unit", "Column of the entity."));
            docs.add(text(version, "cluster", "cluster", "Column of the cluster; a row without is unassigned."));
            docs.add(text(version, "weight", "all alike", "Column of the weight of a membership, above 0."));
            docs.add(text(version, "runs", "one run", "Column that tells runs of one method apart."));
            docs.add(text(version, "run", "the first by name", "The run that stands for the version."));
            docs.add(text(version, "filter", "", "SQL condition on rows."));
            docs.add(new SettingDoc(
                    version, "training_end", "moment", List.of(), "", "Until when the clusters may have learnt."));
        }
        docs.add(text("truth", "model", "", "Classes that both versions are measured against."));
        docs.add(text("truth", "entity", "as in candidate", "Column of the entity."));
        docs.add(text("truth", "class", "class", "Column of the class."));
        docs.add(text("truth", "filter", "", "SQL condition on rows."));
        docs.add(text("features", "model", "", "Numbers that describe entities, one row each."));
        docs.add(text("features", "entity", "as in candidate", "Column of the entity."));
        docs.add(new SettingDoc("features", "columns", "list", List.of(), "", "Columns of numbers."));
        docs.add(text("features", "filter", "", "SQL condition on rows."));
        docs.add(text("engagement", "model", "", "Who engaged with what, one row each."));
        docs.add(text("engagement", "user", "as in candidate", "Column of the entity that engaged."));
        docs.add(text("engagement", "item", "", "Column of the item or producer."));
        docs.add(text("engagement", "time", "what dates the model's rows", "Column of the time."));
        docs.add(moment("from", "all", "Engagements before are not read."));
        docs.add(moment("after", "", "From here on engagements are held back."));
        docs.add(moment("until", "as of the run", "End of the held-back time, exclusive."));
        docs.add(text("engagement", "filter", "", "SQL condition on rows."));
        docs.add(text("labels", "model", "", "Judgements of clusters by people: a study of kind label_evaluation."));
        docs.add(text("labels", "sample", "", "The same."));
        docs.add(word(
                "analysis",
                "overlap",
                OVERLAPS,
                "An entity of several clusters: refused by measures of partitions, or its heaviest cluster."));
        docs.add(word(
                "analysis", "unassigned", UNASSIGNED, "What an entity without a cluster is to measures of agreement."));
        docs.add(whole("permutations", PERMUTATIONS, "Draws of chance for measures without a closed form."));
        docs.add(whole("shuffles", SHUFFLES, "Draws of chance for held-back recall."));
        docs.add(whole("most_rows", MOST_ROWS, "Most rows of one table that are brought home."));
        docs.add(word("multiplicity", "secondary", CORRECTIONS, "Correction of the secondary metrics' p-values."));
        return List.copyOf(docs);
    }

    private static SettingDoc text(String part, String key, String otherwise, String description) {
        return new SettingDoc(part, key, "text", List.of(), otherwise, description);
    }

    private static SettingDoc moment(String key, String otherwise, String description) {
        return new SettingDoc("engagement", key, "moment", List.of(), otherwise, description);
    }

    private static SettingDoc word(String part, String key, List<String> allowed, String description) {
        return new SettingDoc(part, key, "text", allowed, allowed.getFirst(), description);
    }

    private static SettingDoc whole(String key, long otherwise, String description) {
        return new SettingDoc("analysis", key, "integer", List.of(), Long.toString(otherwise), description);
    }
}
