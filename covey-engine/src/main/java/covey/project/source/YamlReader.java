package covey.project.source;

import covey.metric.Location;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Reads one YAML 1.2 file into located values. Only plain data passes: UTF-8, at most {@value #MAX_BYTES} bytes, no
 * anchors, no merge keys, no tags, no key twice. Nothing it reads is executed.
 */
public final class YamlReader {
    /** Largest file that is read. */
    public static final int MAX_BYTES = 5_000_000;

    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");

    private final Faults faults;

    /** Faults go to the given collection. */
    public YamlReader(Faults faults) {
        this.faults = faults;
    }

    /** The file; without documents when it cannot be used. */
    public SourceFile read(Path file, String name) {
        SourceFile none = new SourceFile(name, List.of(), List.of());
        byte[] bytes;
        try {
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                faults.add(
                        none.location(),
                        "the file has " + size + " bytes, more than the " + MAX_BYTES + " that are read",
                        "split it; data do not belong in YAML");
                return none;
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            faults.add(none.location(), "cannot be read: " + e.getMessage(), "check the file and its permissions");
            return none;
        }
        return decode(bytes, name).map(text -> parse(text, name)).orElse(none);
    }

    /** The same for text that is already there. */
    public SourceFile parse(String text, String name) {
        List<String> lines = Arrays.asList(LINE_BREAK.split(text, -1));
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setSchema(new CoreSchema())
                .setCodePointLimit(MAX_BYTES + 1)
                .build();
        ValueBuilder builder =
                new ValueBuilder(name, faults, settings.getSchema().getScalarResolver());
        try {
            for (Event event : new Parse(settings).parseString(text)) {
                if (!builder.accept(event)) {
                    break;
                }
            }
        } catch (YamlEngineException e) {
            syntax(e, text, name);
            return new SourceFile(name, lines, List.of());
        }
        return new SourceFile(name, lines, builder.documents());
    }

    private void syntax(YamlEngineException e, String text, String name) {
        switch (e) {
            case MarkedYamlEngineException marked -> {
                Optional<Mark> mark = marked.getProblemMark().or(marked::getContextMark);
                String context = marked.getContext() == null ? "" : marked.getContext() + ": ";
                String problem = context + marked.getProblem();
                faults.add(
                        new Location(name, mark.map(m -> m.getLine() + 1).orElse(0)),
                        "YAML syntax: " + problem.replace("\n", " "),
                        problem.contains("TAB") ? "indent with spaces" : "check quotes, colons and indentation here");
            }
            case ReaderException unreadable -> {
                int end = text.offsetByCodePoints(
                        0, Math.min(unreadable.getPosition(), text.codePointCount(0, text.length())));
                faults.add(
                        new Location(name, lineAt(text.substring(0, end))),
                        "the character U+%04X is not allowed in YAML".formatted(unreadable.getCodePoint()),
                        "remove it");
            }
            default -> faults.add(new Location(name, 0), "YAML: " + e.getMessage(), "");
        }
    }

    private Optional<String> decode(byte[] bytes, String name) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            faults.add(
                    new Location(name, lineAt(text)),
                    "the file is not UTF-8 (byte 0x%02X)".formatted(bytes[in.position()] & 0xFF),
                    "save it as UTF-8");
            return Optional.empty();
        }
        return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    private static int lineAt(String before) {
        return LINE_BREAK.split(before, -1).length;
    }
}
