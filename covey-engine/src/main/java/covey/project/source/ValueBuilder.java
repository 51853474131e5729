package covey.project.source;

import covey.metric.Location;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/**
 * Builds located values from parser events. Events rather than nodes: no recursion, so depth is checked before it can
 * hurt, and aliases are seen before anything expands them.
 */
final class ValueBuilder {
    private static final int MAX_DEPTH = 40;

    private final String file;
    private final Faults faults;
    private final ScalarResolver resolver;
    private final List<Value> documents = new ArrayList<>();
    private final Deque<Frame> stack = new ArrayDeque<>();
    private boolean refused;
    private int lastLine;

    ValueBuilder(String file, Faults faults, ScalarResolver resolver) {
        this.file = file;
        this.faults = faults;
        this.resolver = resolver;
    }

    /** A collection that is not yet closed. */
    private static final class Frame {
        final boolean mapping;
        final boolean flow;
        final Mark start;
        final Location location;
        final List<Value> items = new ArrayList<>();
        final List<Value.Entry> entries = new ArrayList<>();
        final Map<String, Location> seen = new HashMap<>();

        @Nullable
        Value key;

        Frame(boolean mapping, boolean flow, Mark start, Location location) {
            this.mapping = mapping;
            this.flow = flow;
            this.start = start;
            this.location = location;
        }
    }

    /** The documents; none when something in the file is refused as a whole. */
    List<Value> documents() {
        return refused ? List.of() : documents;
    }

    /** Takes the next event; false when the file is not worth reading on. */
    boolean accept(Event event) {
        switch (event) {
            case AliasEvent alias -> {
                refuse(
                        alias,
                        "the alias '*" + alias.getAnchor().map(Anchor::toString).orElse("") + "' is not allowed");
                add(new Value.Scalar("", Value.Kind.EMPTY, place(alias)));
            }
            case ScalarEvent scalar -> {
                anchors(scalar.getAnchor(), scalar.getTag(), scalar);
                lastLine = scalar.getEndMark().map(Mark::getLine).orElse(lastLine);
                add(new Value.Scalar(scalar.getValue(), kind(scalar), place(scalar)));
            }
            case CollectionStartEvent start -> {
                return open(start);
            }
            case MappingEndEvent end -> close(end);
            case SequenceEndEvent end -> close(end);
            default -> {
                // stream and document boundaries carry nothing
            }
        }
        return true;
    }

    private boolean open(CollectionStartEvent start) {
        anchors(start.getAnchor(), start.getTag(), start);
        if (stack.size() >= MAX_DEPTH) {
            faults.add(place(start), "nested more than " + MAX_DEPTH + " deep", "flatten it");
            refused = true;
            return false;
        }
        Mark mark = start.getStartMark().orElseThrow();
        lastLine = Math.max(lastLine, mark.getLine());
        stack.push(new Frame(start instanceof MappingStartEvent, start.isFlow(), mark, place(start)));
        return true;
    }

    private void close(Event end) {
        Frame frame = stack.pop();
        Mark mark = end.getEndMark().orElseThrow();
        if (frame.flow) {
            lastLine = mark.getLine();
        }
        if (!frame.mapping) {
            add(new Value.Sequence(frame.items, frame.location));
            return;
        }
        // The parser ends a block mapping at the next token, past comments that belong to what follows.
        Value.Span span = new Value.Span(
                frame.start.getLine(),
                frame.start.getColumn(),
                frame.flow ? mark.getLine() : lastLine,
                frame.flow ? mark.getColumn() : Integer.MAX_VALUE);
        add(new Value.Mapping(frame.entries, frame.location, span));
    }

    private void add(Value value) {
        Frame frame = stack.peek();
        if (frame == null) {
            documents.add(value);
        } else if (!frame.mapping) {
            frame.items.add(value);
        } else if (frame.key == null) {
            frame.key = value;
        } else {
            entry(frame, frame.key, value);
            frame.key = null;
        }
    }

    private void entry(Frame frame, Value key, Value value) {
        if (!(key instanceof Value.Scalar scalar) || scalar.kind() == Value.Kind.EMPTY) {
            faults.add(key.location(), "a key must be a word, not " + key.description(), "");
            return;
        }
        String text = scalar.text();
        if (text.equals("<<")) {
            faults.add(key.location(), "the merge key '<<' is not allowed", "write the keys out");
            refused = true;
            return;
        }
        Location first = frame.seen.putIfAbsent(text, key.location());
        if (first != null) {
            faults.add(
                    key.location(),
                    "the key '" + text + "' stands twice, here and at line " + first.line(),
                    "keep one of them");
            return;
        }
        frame.entries.add(new Value.Entry(text, key.location(), value));
    }

    private void anchors(Optional<Anchor> anchor, Optional<String> tag, Event event) {
        anchor.ifPresent(a -> refuse(event, "the anchor '&" + a + "' is not allowed"));
        if (tag.isPresent()) {
            faults.add(place(event), "the tag '" + tag.get() + "' is not allowed", "remove it");
            refused = true;
        }
    }

    private void refuse(Event event, String message) {
        faults.add(place(event), message, "write the value out");
        refused = true;
    }

    private Value.Kind kind(ScalarEvent scalar) {
        if (!scalar.isPlain()) {
            return Value.Kind.TEXT;
        }
        Tag tag = resolver.resolve(scalar.getValue(), true);
        if (tag.equals(Tag.INT)) {
            return Value.Kind.INTEGER;
        } else if (tag.equals(Tag.FLOAT)) {
            return Value.Kind.NUMBER;
        } else if (tag.equals(Tag.BOOL)) {
            return Value.Kind.BOOLEAN;
        }
        return tag.equals(Tag.NULL) ? Value.Kind.EMPTY : Value.Kind.TEXT;
    }

    private Location place(Event event) {
        return new Location(file, event.getStartMark().map(m -> m.getLine() + 1).orElse(0));
    }
}
