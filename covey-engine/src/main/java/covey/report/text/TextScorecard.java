package covey.report.text;

import covey.report.Sections;
import covey.report.block.Block;
import covey.report.block.Tone;
import covey.result.StudyResult;
import java.util.ArrayList;
import java.util.List;

/**
 * The scorecard on a terminal: at most 100 columns wide, one line end after each line. Pictures are left out; of what a
 * reader opens when wanted only the tables are printed.
 */
public final class TextScorecard {
    /** Greatest width in columns. */
    public static final int WIDTH = 100;

    /** Rows of opened tables that a part prints before it names the rest. */
    private static final int OPENED = 20;

    private final Ink ink;
    private final List<String> lines = new ArrayList<>();

    private TextScorecard(Colour colour) {
        this.ink = new Ink(colour);
    }

    /** The scorecard of a result. */
    public static String render(StudyResult result, Colour colour) {
        TextScorecard text = new TextScorecard(colour);
        for (Sections.Part part : Sections.parts(result)) {
            if (part.blocks().stream().anyMatch(TextScorecard::printed)) {
                text.part(part.blocks(), result.study().name());
            }
        }
        return String.join("\n", text.lines).strip() + "\n";
    }

    /** Of tables that a reader opens when wanted, the first are printed and the others named. */
    private void part(List<Block> blocks, String study) {
        int rows = 0;
        List<String> left = new ArrayList<>();
        for (Block block : blocks) {
            if (block instanceof Block.Details d && opened(d)) {
                rows += rows(d);
                if (rows > OPENED && rows > rows(d)) {
                    left.add(d.summary());
                    continue;
                }
            }
            block(block);
        }
        if (!left.isEmpty()) {
            gap();
            String tables = left.size() == 1 ? "1 more table" : left.size() + " more tables";
            wrapped(
                    "",
                    tables + " (" + String.join(", ", left) + "): covey show " + study + " --format markdown",
                    Tone.MUTED);
        }
    }

    private static int rows(Block.Details details) {
        return details.blocks().stream()
                .filter(Block.Table.class::isInstance)
                .mapToInt(t -> ((Block.Table) t).rows().size())
                .sum();
    }

    /** Whether a block has content of its own on a terminal; a heading above nothing is left out. */
    private static boolean printed(Block block) {
        return switch (block) {
            case Block.Figure _, Block.Code _, Block.Heading _, Block.Paragraph _ -> false;
            case Block.Details d -> opened(d);
            default -> true;
        };
    }

    /** Tables of numbers are printed; settings have a flag of their own, and there is nobody to open a listing. */
    private static boolean opened(Block.Details details) {
        return !details.summary().equals("Settings")
                && details.blocks().stream().allMatch(Block.Table.class::isInstance);
    }

    private void block(Block block) {
        switch (block) {
            case Block.Title t -> title(t);
            case Block.Lead l -> {
                gap();
                wrapped("", l.text(), l.tone() == Tone.NORMAL ? Tone.STRONG : l.tone());
            }
            case Block.Heading h -> heading(h);
            case Block.Paragraph p -> wrapped("", p.text(), p.tone());
            case Block.Bullets b -> {
                gap();
                b.items().forEach(i -> wrapped("• ", i, Tone.NORMAL));
            }
            case Block.Facts f -> facts(f);
            case Block.Strip s -> strip(s);
            case Block.Cards c -> {
                table(c.table());
                Block.Bullets sentences = new Block.Bullets(c.cards().stream()
                        .map(Block.Card::sentence)
                        .filter(s -> !s.isEmpty())
                        .toList());
                if (!sentences.items().isEmpty()) {
                    block(sentences);
                }
            }
            case Block.Table t -> table(t);
            case Block.Picture p -> picture(p);
            case Block.Notice n -> notice(n);
            case Block.Details d -> {
                if (opened(d)) {
                    gap();
                    wrapped("", d.summary(), Tone.STRONG);
                    d.blocks().forEach(this::block);
                }
            }
            case Block.Figure _, Block.Code _ -> {
                // A terminal shows neither pictures nor listings; `compile` and `show --settings` print the latter.
            }
        }
    }

    private void picture(Block.Picture p) {
        gap();
        wrapped("", p.title(), Tone.STRONG);
        p.lines().forEach(line -> lines.add(Width.clean(line).stripTrailing()));
    }

    private void title(Block.Title t) {
        wrapped("", t.kicker() + " · " + t.text(), Tone.STRONG);
        if (!t.lead().isEmpty()) {
            wrapped("", t.lead(), Tone.NORMAL);
        }
    }

    private void heading(Block.Heading h) {
        gap();
        String text = Width.clean(h.text()).toUpperCase(java.util.Locale.ROOT);
        lines.add(ink.paint(text, Tone.STRONG));
    }

    private void facts(Block.Facts f) {
        int name = f.facts().stream()
                .mapToInt(x -> Width.of(Width.clean(x.name())))
                .max()
                .orElse(0);
        int width = Math.min(name, 30);
        for (Block.Fact fact : f.facts()) {
            List<String> names = Width.wrap(fact.name(), width);
            List<String> values = Width.wrap(fact.value(), WIDTH - width - 2);
            for (int i = 0; i < Math.max(names.size(), values.size()); i++) {
                String left = Width.left(i < names.size() ? names.get(i) : "", width);
                String value = i < values.size() ? values.get(i) : "";
                lines.add((ink.paint(left, Tone.MUTED) + "  " + value).stripTrailing());
            }
        }
    }

    /** Chips stay whole: a line is broken between them. */
    private void strip(Block.Strip s) {
        gap();
        StringBuilder line = new StringBuilder();
        int used = 0;
        for (Block.Chip chip : s.chips()) {
            List<String> label = Width.wrap(chip.label(), WIDTH / 2);
            String name = label.get(0) + (label.size() > 1 ? "…" : "");
            String text = Width.clean(chip.sign() + " " + name + ": " + chip.word());
            if (used > 0 && used + 3 + Width.of(text) > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
                used = 0;
            }
            line.append(used > 0 ? "   " : "").append(ink.paint(text, chip.tone()));
            used += (used > 0 ? 3 : 0) + Width.of(text);
        }
        if (used > 0) {
            lines.add(line.toString());
        }
        if (!s.rest().isEmpty()) {
            wrapped("", s.rest(), Tone.MUTED);
        }
    }

    private void table(Block.Table t) {
        lines.addAll(new TextTable(t, ink, WIDTH).lines());
        if (!t.caption().isEmpty()) {
            wrapped("", t.caption(), Tone.MUTED);
        }
    }

    private void notice(Block.Notice n) {
        wrapped("", n.label(), n.tone() == Tone.NORMAL ? Tone.STRONG : n.tone());
        wrapped("  ", n.message(), Tone.NORMAL);
        for (int i = 0; i < n.causes().size(); i++) {
            wrapped(
                    i == 0 ? "  Likely causes: 1. " : "                 " + (i + 1) + ". ",
                    n.causes().get(i),
                    Tone.NORMAL);
        }
        if (!n.advice().isEmpty()) {
            wrapped("  → ", n.advice(), Tone.NORMAL);
        }
    }

    private void wrapped(String indent, String text, Tone tone) {
        List<String> parts = Width.wrap(text, WIDTH - indent.length());
        for (int i = 0; i < parts.size(); i++) {
            String start = i == 0 ? indent : " ".repeat(indent.length());
            lines.add((start + ink.paint(parts.get(i), tone)).stripTrailing());
        }
    }

    private void gap() {
        if (!lines.isEmpty() && !lines.get(lines.size() - 1).isEmpty()) {
            lines.add("");
        }
    }
}
