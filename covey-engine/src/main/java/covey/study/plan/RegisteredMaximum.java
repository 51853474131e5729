package covey.study.plan;

import covey.data.LookHistory;
import covey.data.Sizing;
import covey.experiment.sequential.Monitor;
import covey.experiment.spec.MonitoringRules.Maximum;
import covey.experiment.spec.MonitoringRules.Maximum.Kind;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What looks are held to: the maximum that a plan registered, and what re-estimations on record have made of it.
 *
 * @param plan the plan, where there is one
 * @param reEstimates decisions on record, in the order in which they were made
 */
public record RegisteredMaximum(Optional<PlanFile> plan, List<ReEstimate> reEstimates) {
    private static final String PREFIX = "monitoring.maximum.";

    public RegisteredMaximum {
        reEstimates = List.copyOf(reEstimates);
    }

    /** Looks under what was registered. */
    public LookHistory over(LookHistory looks, ZoneId zone) {
        Optional<Sizing> sizing =
                reEstimates.stream().flatMap(r -> r.sizing().stream()).findFirst();
        List<String> maxima = plan.map(p -> Stream.concat(
                                Stream.of(maximum(p.registered(), zone)),
                                reEstimates.stream().map(r -> maximum(changed(p, r), zone)))
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList())
                .orElse(List.of());
        return looks.under(sizing, maxima);
    }

    private static Map<String, String> changed(PlanFile plan, ReEstimate made) {
        Map<String, String> registered = new java.util.LinkedHashMap<>(plan.registered());
        made.allowed().forEach((key, value) -> registered.computeIfPresent(key, (k, v) -> value));
        return registered;
    }

    /** The maximum as looks name it; empty for a plan that registers none. */
    private static Optional<String> maximum(Map<String, String> registered, ZoneId zone) {
        Instant end = Instant.parse(registered.getOrDefault("period.end", Instant.EPOCH.toString()));
        return Stream.of(Kind.UNITS, Kind.INFORMATION, Kind.END)
                .flatMap(kind -> Stream.ofNullable(
                                registered.get(PREFIX + kind.name().toLowerCase(Locale.ROOT)))
                        .map(v -> new Maximum(kind, kind == Kind.END ? 0 : Double.parseDouble(v))))
                .findFirst()
                .map(m -> Monitor.maximum(m, end, zone));
    }
}
