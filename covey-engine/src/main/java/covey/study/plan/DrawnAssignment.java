package covey.study.plan;

import covey.assignment.log.CsvRecords;
import covey.data.Data;
import covey.data.ExperimentData;
import covey.data.Groups.GroupUnits;
import covey.experiment.check.Figures;
import covey.experiment.draw.RerandomizedDraw;
import covey.experiment.spec.ExperimentSettings;
import covey.experiment.spec.RerandomizationRules;
import covey.method.SettingDoc;
import covey.method.Study;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the units that were exposed saw the arm that was drawn for them: against the file that the plan registered by
 * its SHA-256.
 *
 * @param planned what is known of the plan
 * @param files files kept with the plan, by name
 */
public record DrawnAssignment(Registered planned, Function<String, Optional<String>> files) {
    /** Name of the check. */
    public static final String CHECK = "drawn_assignment";

    private static final String FILE = RerandomizedDraw.ASSIGNMENT + ".csv";
    private static final String TRUST = "assignment_defects.threshold";

    /**
     * The arm that units saw.
     *
     * @param arms unit to its first arm
     * @param sql the query that tells it
     */
    public record Seen(Map<String, String> arms, String sql) {
        public Seen {
            arms = Map.copyOf(arms);
        }
    }

    /** Units by what became of their drawn arm. */
    private record Tally(long all, long other, long outside) {
        Tally plus(long units, boolean otherArm, boolean notDrawn) {
            return new Tally(all + units, other + (otherArm ? units : 0), outside + (notDrawn ? units : 0));
        }
    }

    /**
     * What there is to say; nothing of a study whose arms were not drawn together.
     *
     * @param data what the run measured: arms of clusters are read from it
     * @param single asked for the arms of single units, where those were drawn
     */
    public List<Diagnostic> compare(Study study, Data data, Supplier<Seen> single) {
        if (!(data instanceof ExperimentData measured)
                || RerandomizationRules.of(study).isEmpty()) {
            return List.of();
        }
        Optional<String> registered = planned.file().flatMap(PlanFile::read).flatMap(plan -> plan.table(FILE));
        if (registered.isEmpty()) {
            return finding(
                    Severity.WARNING,
                    "no drawn assignment is registered: nobody can tell who was to see which arm.",
                    "covey design " + study.name() + " before the period starts",
                    Map.of(),
                    "");
        }
        Optional<String> file = files.apply(FILE);
        String named = "results/" + study.name() + "/" + FILE;
        if (file.isEmpty() || !Hashes.sha256(file.get()).equals(registered.get())) {
            return finding(
                    Severity.WARNING,
                    named
                            + (file.isEmpty()
                                    ? ", the assignment that was drawn, is gone"
                                    : " was edited: its SHA-256 is not the one that the plan registered")
                            + "; exposures are compared with nothing.",
                    "restore it from version control, or copy it back from results/" + study.name() + "/plans",
                    Map.of("registered", registered.get()),
                    "");
        }
        Map<String, String> drawn = arms(file.get());
        return study.design().text("type", "").equals("cluster_randomized")
                ? told(study, clusters(measured, drawn), "")
                : units(study, drawn, single.get());
    }

    private static List<Diagnostic> units(Study study, Map<String, String> drawn, Seen seen) {
        Tally tally = new Tally(0, 0, 0);
        for (Map.Entry<String, String> unit : seen.arms().entrySet()) {
            tally = plus(tally, 1, drawn.get(unit.getKey()), unit.getValue());
        }
        return told(study, tally, seen.sql());
    }

    private static Tally clusters(ExperimentData data, Map<String, String> drawn) {
        Tally tally = new Tally(0, 0, 0);
        for (GroupUnits cell : data.groups().units()) {
            tally = plus(tally, cell.units(), drawn.get(cell.group()), cell.arm());
        }
        return tally;
    }

    private static Tally plus(Tally tally, long units, @Nullable String drawn, String seen) {
        return tally.plus(units, drawn != null && !drawn.equals(seen), drawn == null);
    }

    private static List<Diagnostic> told(Study study, Tally tally, String sql) {
        long wrong = tally.other() + tally.outside();
        if (wrong == 0) {
            return finding(
                    Severity.PASS,
                    "all " + Figures.units(tally.all(), study.unit())
                            + " saw the arm that was drawn for them. Effects are"
                            + " adjusted by what the arms were balanced on; the interval of a plain difference would be"
                            + " too wide.",
                    "",
                    Map.of(),
                    sql);
        }
        double share = (double) wrong / tally.all();
        double threshold = threshold(study);
        return finding(
                share > threshold ? Severity.INVALIDATES : Severity.WARNING,
                Figures.units(wrong, study.unit()) + " of " + Figures.count(tally.all()) + " (" + Figures.percent(share)
                        + ") did not see what was drawn for them: " + Figures.count(tally.other())
                        + " saw the other arm, " + Figures.count(tally.outside())
                        + " saw an arm although they were not drawn; " + Figures.percent(threshold)
                        + " would invalidate. They count in the arm they saw.",
                "load assignment.csv where arms are served, and keep whoever is not in it out of the exposures",
                Map.of(
                        "units", Long.toString(tally.all()),
                        "other_arm", Long.toString(tally.other()),
                        "outside", Long.toString(tally.outside())),
                sql);
    }

    private static double threshold(Study study) {
        double usual = ExperimentSettings.find("trust", TRUST)
                .map(SettingDoc::otherwise)
                .map(Double::parseDouble)
                .orElseThrow();
        return study.trust().number(TRUST, usual);
    }

    private static Map<String, String> arms(String csv) {
        Map<String, String> arms = new HashMap<>();
        CsvRecords records = new CsvRecords(new StringReader(csv));
        try {
            records.next();
            while (records.next()) {
                arms.put(records.fields().get(0), records.fields().get(1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return arms;
    }

    private static List<Diagnostic> finding(
            Severity severity, String message, String advice, Map<String, String> values, String sql) {
        return List.of(new Diagnostic(CHECK, severity, "", message, List.of(), advice, values, sql));
    }
}
