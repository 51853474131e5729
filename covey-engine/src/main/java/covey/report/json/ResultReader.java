package covey.report.json;

import covey.result.AdjustedPValue;
import covey.result.ArmInfo;
import covey.result.Coverage;
import covey.result.Diagnostic;
import covey.result.Dropped;
import covey.result.Estimand;
import covey.result.Estimate;
import covey.result.Interval;
import covey.result.MetricInfo;
import covey.result.NotEstimable;
import covey.result.Outcome;
import covey.result.Provenance;
import covey.result.Query;
import covey.result.Reason;
import covey.result.Scale;
import covey.result.Setting;
import covey.result.Severity;
import covey.result.StudyInfo;
import covey.result.StudyResult;
import covey.result.Test;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Reads each record field by field; a field that is absent or of another type is named with its place. */
final class ResultReader {
    private ResultReader() {}

    static StudyResult result(JsonNode tree) {
        Place root = new Place(tree, "$");
        int version = root.integer("schema_version");
        if (version != StudyResult.SCHEMA_VERSION) {
            throw new UnreadableResultException(
                    "the result has schema version " + version + ", this Covey reads version "
                            + StudyResult.SCHEMA_VERSION
                            + (version > StudyResult.SCHEMA_VERSION
                                    ? ": read it with a newer Covey"
                                    : ": run the study again"));
        }
        return new StudyResult(
                version,
                root.text("run"),
                study(root.object("study")),
                root.list("outcomes", ResultReader::outcome),
                root.list("diagnostics", ResultReader::diagnostic),
                provenance(root.object("provenance")));
    }

    private static StudyInfo study(Place p) {
        return new StudyInfo(
                p.text("name"),
                p.text("kind"),
                p.text("label"),
                p.text("question"),
                p.text("owner"),
                p.text("unit"),
                p.text("start"),
                p.text("last_day"),
                p.text("timezone"),
                p.list(
                        "arms",
                        a -> new ArmInfo(a.text("name"), a.truth("control"), a.number("share"), a.count("units"))),
                p.list("metrics", ResultReader::metric),
                p.text("ship_when"));
    }

    private static MetricInfo metric(Place p) {
        return new MetricInfo(
                p.text("name"),
                p.text("label"),
                p.text("description"),
                p.text("kind"),
                p.code("role", MetricInfo.Role.class),
                p.code("goal", MetricInfo.Goal.class),
                p.text("unit"),
                p.optionalNumber("margin"),
                p.code("margin_scale", Scale.class),
                p.text("definition"),
                p.text("version"));
    }

    private static Outcome outcome(Place p) {
        Estimand estimand = estimand(p.object("estimand"));
        if (p.has("reason")) {
            return new NotEstimable(estimand, p.code("reason", Reason.class), p.text("message"), p.text("advice"));
        }
        return new Estimate(
                estimand,
                p.number("estimate"),
                p.optionalNumber("std_error"),
                p.optional("interval").map(ResultReader::interval),
                p.optional("test").map(ResultReader::test),
                p.count("n"),
                p.text("adjusted_by"));
    }

    private static Estimand estimand(Place p) {
        return new Estimand(
                p.text("analysis"),
                p.text("metric"),
                p.text("name"),
                p.code("scale", Scale.class),
                p.text("arm"),
                p.text("reference"),
                p.text("segment"),
                p.texts("at"),
                p.text("unit"));
    }

    private static Interval interval(Place p) {
        return new Interval(
                p.optionalNumber("conf_low").orElse(Double.NEGATIVE_INFINITY),
                p.optionalNumber("conf_high").orElse(Double.POSITIVE_INFINITY),
                p.number("conf_level"),
                p.code("coverage", Coverage.class),
                p.text("method"));
    }

    private static Test test(Place p) {
        return new Test(
                p.text("name"),
                p.number("statistic"),
                p.optionalNumber("df"),
                p.number("p_value"),
                p.optional("adjusted")
                        .map(a -> new AdjustedPValue(a.number("p_value"), a.text("family"), a.text("procedure"))));
    }

    private static Diagnostic diagnostic(Place p) {
        return new Diagnostic(
                p.text("check"),
                p.code("severity", Severity.class),
                p.text("metric"),
                p.text("message"),
                p.list("causes", Place::text),
                p.text("advice"),
                p.texts("values"),
                p.text("sql"));
    }

    private static Provenance provenance(Place p) {
        TreeMap<String, Long> rows = new TreeMap<>();
        Place counts = p.object("rows");
        counts.names().forEach(model -> rows.put(model, counts.count(model)));
        return new Provenance(
                p.text("specification"),
                p.text("specification_hash"),
                p.list("queries", q -> new Query(q.text("name"), q.text("purpose"), q.text("sql"), q.text("hash"))),
                p.text("engine"),
                p.text("as_of"),
                p.texts("data_until"),
                rows,
                p.list("dropped", d -> new Dropped(d.text("what"), d.count("count"), d.text("reason"))),
                p.count("seed"),
                p.text("code_version"),
                p.list("settings", s -> new Setting(s.text("name"), s.text("value"), s.text("origin"))),
                p.text("computed_at"));
    }
}
