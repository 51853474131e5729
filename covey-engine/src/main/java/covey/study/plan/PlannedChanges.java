package covey.study.plan;

import covey.result.Diagnostic;
import covey.result.Severity;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a plan itself allowed to change: the length of the experiment, by a re-estimation that is on record.
 *
 * @param written the plan as it was written
 * @param now what the study commits itself to now
 * @param reEstimates decisions on record, in the order in which they were made
 */
record PlannedChanges(PlanFile written, Preregistration now, List<ReEstimate> reEstimates) {
    PlannedChanges {
        reEstimates = List.copyOf(reEstimates);
    }

    /** The plan with the changes in it that the study has followed. */
    PlanFile plan() {
        Map<String, String> registered = new LinkedHashMap<>(written.registered());
        reEstimates.forEach(r -> r.allowed().forEach((key, value) -> {
            if (followed(key, value)) {
                registered.put(key, value);
            }
        }));
        return new PlanFile(written.version(), written.study(), written.written(), written.hash(), registered);
    }

    private boolean followed(String key, String value) {
        Preregistration.Item item = now.items().get(key);
        return item != null && item.value().equals(value);
    }

    /** Each re-estimation, and whether the study followed the latest. */
    List<Diagnostic> told(ZoneId zone) {
        List<Diagnostic> told = new ArrayList<>();
        for (ReEstimate made : reEstimates) {
            boolean latest = made.equals(reEstimates.getLast());
            boolean open = latest && !followed("period.end", made.end());
            told.add(new Diagnostic(
                    "re_estimate",
                    open ? Severity.WARNING : Severity.NOTE,
                    "",
                    said(made, zone) + (open ? " The study file still says another end." : ""),
                    List.of(),
                    open ? "write period.end: " + day(made.end(), zone) + ", or say why it was not followed" : "",
                    Map.of("method", made.method(), "as_of", made.asOf(), "new_end", made.end()),
                    ""));
        }
        return told;
    }

    private String said(ReEstimate made, ZoneId zone) {
        String planned = written.registered().getOrDefault("period.end", made.end());
        String change = planned.equals(made.end())
                ? "the planned end stood"
                : "the end moved from " + day(planned, zone) + " to " + day(made.end(), zone) + ", "
                        + String.format(Locale.ROOT, "%,d", made.plannedUnits()) + " to "
                        + String.format(Locale.ROOT, "%,d", made.units()) + " units";
        return "re-estimated " + made.method() + " on " + day(made.asOf(), zone) + " at "
                + Math.round(100 * made.fraction()) + " % of the information: " + change
                + (made.sizing().isEmpty()
                        ? ". No effect was looked at, so this is a planned change."
                        : ". The effects were looked at, as registered, and the tests weigh the two stages as planned.");
    }

    private static String day(String instant, ZoneId zone) {
        return Instant.parse(instant).atZone(zone).toLocalDate().toString();
    }
}
