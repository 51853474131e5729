package covey.cli;

import covey.cli.assign.AssignVerb;
import covey.cli.label.LabelsVerb;
import covey.cli.session.Session;
import covey.cli.tool.TrecEvalVerb;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The list of verbs, in the order of the help text. A new verb is one new file and one line here. */
final class Verbs {
    private Verbs() {}

    /** Verb name to the maker of its command, so that a call builds only the one it needs. */
    static Map<String, Function<Session, Object>> all() {
        Map<String, Function<Session, Object>> verbs = new LinkedHashMap<>();
        verbs.put("init", InitVerb::new);
        verbs.put("demo", DemoVerb::new);
        verbs.put("doctor", DoctorVerb::new);
        verbs.put("validate", ValidateVerb::new);
        verbs.put("schema", SchemaVerb::new);
        verbs.put("list", ListVerb::new);
        verbs.put("query", QueryVerb::new);
        verbs.put("design", DesignVerb::new);
        verbs.put("compile", CompileVerb::new);
        verbs.put("run", RunVerb::new);
        verbs.put("show", ShowVerb::new);
        verbs.put("explain", ExplainVerb::new);
        verbs.put("test", TestVerb::new);
        verbs.put("report", ReportVerb::new);
        verbs.put("assign", AssignVerb::commands);
        verbs.put("labels", LabelsVerb::commands);
        verbs.put("trec-eval", session -> TrecEvalVerb.of(session.console()));
        verbs.put("serve", ServeVerb::new);
        return verbs;
    }
}
