package covey.project;

import covey.metric.Location;
import covey.project.source.Faults;
import covey.project.source.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Declared things of one kind by name. A thing with faults keeps its name, so that what refers to it is not called
 * unknown as well.
 *
 * @param <T> what is declared
 */
final class Register<T> {
    private final String kind;
    private final Faults faults;
    private final Map<String, Location> names = new LinkedHashMap<>();
    private final Map<String, T> sound = new LinkedHashMap<>();

    Register(String kind, Faults faults) {
        this.kind = kind;
        this.faults = faults;
    }

    /** Takes the name; false, with a fault that names both places, when it is taken. */
    boolean claim(String name, Location at) {
        Location first = names.putIfAbsent(name, at);
        if (first != null) {
            faults.add(at, kind + " '" + name + "' is declared twice, here and at " + first, "rename or remove one");
        }
        return first == null;
    }

    void put(String name, T thing) {
        sound.put(name, thing);
    }

    Optional<T> get(String name) {
        return Optional.ofNullable(sound.get(name));
    }

    /** Whether the name was declared, sound or not. */
    boolean declared(String name) {
        return names.containsKey(name);
    }

    Optional<Location> location(String name) {
        return Optional.ofNullable(names.get(name));
    }

    Set<String> names() {
        return names.keySet();
    }

    List<T> all() {
        return List.copyOf(sound.values());
    }

    /** The thing of that name; an unknown name becomes a fault with the nearest one, a faulty one does not. */
    Optional<T> resolve(String name, Location at) {
        if (!declared(name)) {
            faults.add(at, "unknown " + kind + " '" + name + "'", Names.suggestion(name, names()));
        }
        return get(name);
    }
}
