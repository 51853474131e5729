package covey.world.truth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** Writes a truth file: one line a fact. */
final class TruthWriter {
    private final StringBuilder text = new StringBuilder();

    private TruthWriter() {}

    static void write(Truth truth, Path file) throws IOException {
        TruthWriter writer = new TruthWriter();
        writer.document(truth);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, writer.text);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private void document(Truth truth) {
        line("# What is true in this simulated network; made together with its tables.");
        line("version: " + truth.version());
        line("size: " + quoted(truth.size()));
        line("seed: " + truth.seed());
        line("notes:" + (truth.notes().isEmpty() ? " []" : ""));
        truth.notes().forEach(note -> line("  - " + quoted(note)));
        line("tables:" + (truth.tables().isEmpty() ? " {}" : ""));
        truth.tables().forEach((name, rows) -> line("  " + name + ": " + rows));
        line("defects:" + (truth.defects().isEmpty() ? " []" : ""));
        truth.defects().forEach(defect -> line("  - " + flow(defect)));
        line("experiments:" + (truth.experiments().isEmpty() ? " []" : ""));
        truth.experiments().forEach(this::experiment);
    }

    private void experiment(Truth.Experiment experiment) {
        line("  - name: " + experiment.name());
        line("    summary: " + quoted(experiment.summary()));
        line("    arms:");
        for (Truth.Arm arm : experiment.arms()) {
            line("      - {name: " + quoted(arm.name()) + ", share: " + arm.share() + ", units: " + arm.units() + "}");
        }
        line("    effects:" + (experiment.effects().isEmpty() ? " []" : ""));
        experiment.effects().forEach(effect -> line("      - " + flow(effect)));
        line("    defects:" + (experiment.defects().isEmpty() ? " []" : ""));
        experiment.defects().forEach(defect -> line("      - " + flow(defect)));
    }

    private static String flow(Truth.Defect defect) {
        return "{kind: " + defect.kind() + ", count: " + defect.count() + ", detail: " + quoted(defect.detail()) + "}";
    }

    private static String flow(Truth.Effect effect) {
        StringBuilder line = new StringBuilder("{metric: " + effect.metric());
        line.append(", scale: ").append(effect.scale().name().toLowerCase(Locale.ROOT));
        effect.segment().ifPresent(segment -> line.append(", segment: ").append(quoted(segment)));
        effect.day().ifPresent(day -> line.append(", day: ").append(day));
        line.append(", value: ").append(effect.value());
        line.append(", population_value: ").append(effect.populationValue());
        effect.standardError()
                .ifPresent(error -> line.append(", standard_error: ").append(error));
        return line.append('}').toString();
    }

    private static String quoted(String value) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
