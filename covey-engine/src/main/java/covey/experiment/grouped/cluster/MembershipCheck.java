package covey.experiment.grouped.cluster;

import covey.data.Groups.Membership;
import covey.experiment.check.Figures;
import covey.experiment.check.Finding;
import covey.metric.Dimension;
import covey.result.Diagnostic;
import covey.result.Severity;
import java.util.ArrayList;
import java.util.List;

/** Whether units belonged to one cluster, since before they were treated, and stayed in it. */
public final class MembershipCheck {
    private static final String NAME = "membership";

    private MembershipCheck() {}

    /**
     * The finding.
     *
     * @param members what the warehouse counted
     * @param dimension by which units belong to clusters
     * @param unit unit of analysis
     * @param tolerated share of units that may have moved, or have several clusters, without a warning
     */
    public static Diagnostic of(Membership members, Dimension dimension, String unit, double tolerated) {
        String where = dimension.name() + " (" + dimension.location() + ")";
        List<String> parts = new ArrayList<>();
        double worst = 0;
        if (members.moved() > 0) {
            parts.add(Figures.units(members.moved(), unit) + " of " + Figures.count(members.units())
                    + " are in another " + dimension.name()
                    + " now than at entry and count where they entered: what they"
                    + " got since is partly another arm's");
            worst = share(members.moved(), members);
        }
        if (members.several() > 0) {
            parts.add(Figures.units(members.several(), unit)
                    + " had several values at once and count in the last by name");
            worst = Math.max(worst, share(members.several(), members));
        }
        if (members.late() > 0) {
            parts.add(Figures.units(members.late(), unit)
                    + " came into theirs after the period's start, where a treated one can have drawn them in");
            worst = Math.max(worst, share(members.late(), members));
        }
        if (members.kind() == Membership.Kind.UNDATED) {
            parts.add("its memberships have no date, so that nothing shows that they were there before entry");
            worst = 1;
        }
        if (members.kind() == Membership.Kind.ATTRIBUTE) {
            parts.add("it is an attribute without date, taken to be one that treatment cannot change");
        }
        Severity severity = parts.isEmpty()
                ? Severity.PASS
                : worst > tolerated ? Severity.WARNING : worst > 0 ? Severity.NOTE : Severity.PASS;
        String message = parts.isEmpty()
                ? where + ": every " + unit + " belonged to one before the period's start and still does."
                : where + ": " + String.join("; ", parts) + ".";
        return Finding.of(NAME, severity, message)
                .advice(
                        severity == Severity.WARNING
                                ? "pin memberships before the period: a model with one dated row per " + unit
                                        + " and change"
                                : "")
                .value("moved", members.moved())
                .value("several", members.several())
                .value("late", members.late())
                .diagnostic();
    }

    private static double share(long count, Membership members) {
        return (double) count / Math.max(1, members.units());
    }
}
