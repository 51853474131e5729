package covey.cli.assign;

import covey.assignment.Disagreement;
import covey.assignment.ReplayReport;
import covey.cli.console.Console;
import covey.cli.console.TextTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What recomputing a log showed, as text and as one document. */
record ReplayRendering(ReplayReport report) {
    void print(Console console, int show) {
        findings().lines().forEach(line -> console.print("%s", line));
        if (report.disagreements().isEmpty()) {
            return;
        }
        console.print("");
        disagreements(show).lines().forEach(line -> console.print("%s", line));
        int more = report.disagreements().size() - show;
        if (more > 0) {
            console.print("and %d more; --json lists all", more);
        }
    }

    private TextTable findings() {
        TextTable table = new TextTable("lines", String.valueOf(report.lines()), "");
        table.row("agree", String.valueOf(report.agreed()), "");
        table.row("disagree", String.valueOf(report.disagreed()), first("disagreed"));
        String untimed = report.timed() ? "" : "not looked for: the log has no time";
        String duplicated = report.timed() ? String.valueOf(report.duplicated()) : "";
        table.row("duplicated", duplicated, first("duplicated") + untimed);
        String why = report.firstUnreadable().isEmpty() ? "" : ": " + report.firstUnreadable();
        table.row("unreadable", String.valueOf(report.unreadable()), first("unreadable") + why);
        table.row("torn", String.valueOf(report.torn()), first("torn"));
        String back = report.backwards() == 0 ? "" : ", by " + report.furthestBack() + " at most";
        table.row("clock back", String.valueOf(report.backwards()), first("backwards") + back);
        if (report.others() > 0) {
            table.row("others", String.valueOf(report.others()), "exposures of other studies, not counted above");
        }
        return table.row("units", String.valueOf(report.units()), "");
    }

    private TextTable disagreements(int show) {
        TextTable table = new TextTable("unit", "logged", "computed", "first row", "rows");
        for (Disagreement d :
                report.disagreements().stream().limit(Math.max(0, show)).toList()) {
            String computed = d.computed().isEmpty() ? "none" : d.computed();
            table.row(d.unit(), d.logged(), computed, String.valueOf(d.firstRow()), String.valueOf(d.rows()));
        }
        return table;
    }

    private String first(String finding) {
        String place = report.places().get(finding);
        return place == null ? "" : "first in " + place;
    }

    Map<String, Object> document() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("lines", report.lines());
        map.put("agreed", report.agreed());
        map.put("disagreed", report.disagreed());
        map.put("duplicated", report.timed() ? report.duplicated() : null);
        map.put("unreadable", report.unreadable());
        map.put("torn", report.torn());
        map.put("clock_backwards", report.backwards());
        map.put("furthest_back_seconds", report.furthestBack().toMillis() / 1000.0);
        map.put("others", report.others());
        map.put("units", report.units());
        map.put("first_rows", report.firstRows());
        map.put("first_places", report.places());
        map.put("arms", report.arms());
        List<Map<String, Object>> all = new ArrayList<>();
        for (Disagreement d : report.disagreements()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("unit", d.unit());
            one.put("logged", d.logged());
            one.put("computed", d.computed().isEmpty() ? null : d.computed());
            one.put("first_row", d.firstRow());
            one.put("rows", d.rows());
            all.add(one);
        }
        map.put("disagreements", all);
        return map;
    }
}
