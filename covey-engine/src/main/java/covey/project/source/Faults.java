package covey.project.source;

import covey.metric.Location;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects faults while a folder is read, so that the reader sees all of them at once. */
public final class Faults {
    private final List<Fault> found = new ArrayList<>();
    private final Set<Fault> known = new HashSet<>();

    /** Notes a fault with a cure; the cure may be empty. */
    public void add(Location where, String message, String cure) {
        Fault fault = new Fault(where, message, cure);
        if (known.add(fault)) {
            found.add(fault);
        }
    }

    /** How many were found so far; compare two counts to see whether a step was sound. */
    public int count() {
        return found.size();
    }

    /** Faults found since the given count. */
    public List<Fault> since(int count) {
        return List.copyOf(found.subList(count, found.size()));
    }

    /** All faults by file and line. */
    public List<Fault> sorted() {
        return found.stream()
                .sorted(Comparator.<Fault, String>comparing(f -> f.where().file())
                        .thenComparingInt(f -> f.where().line()))
                .toList();
    }
}
