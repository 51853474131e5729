package covey.report.markdown;

import covey.report.Sections;
import covey.report.block.Block;
import covey.report.block.Block.Align;
import covey.report.block.Block.Column;
import covey.report.block.Cell;
import covey.report.block.Tone;
import covey.result.StudyResult;
import java.util.List;
import java.util.stream.Collectors;

/** The scorecard as GitHub-flavoured Markdown; pictures are given by the text that stands for them. */
public final class MarkdownScorecard {
    private final StringBuilder out = new StringBuilder();

    private MarkdownScorecard() {}

    /** The scorecard of a result. */
    public static String render(StudyResult result) {
        MarkdownScorecard markdown = new MarkdownScorecard();
        for (Sections.Part part : Sections.parts(result)) {
            part.blocks().forEach(markdown::block);
        }
        return markdown.out.toString().strip() + "\n";
    }

    private void block(Block block) {
        switch (block) {
            case Block.Title t -> {
                paragraph("# " + escape(t.text()));
                paragraph("*" + escape(t.kicker()) + "*" + (t.lead().isEmpty() ? "" : " · " + escape(t.lead())));
            }
            case Block.Lead l -> paragraph("> **" + escape(l.text()) + "**");
            case Block.Heading h -> paragraph("## " + escape(h.text()));
            case Block.Paragraph p -> paragraph(toned(p));
            case Block.Bullets b -> list(b.items());
            case Block.Facts f ->
                out.append(f.facts().stream()
                                .map(x -> "- " + escape(x.name()) + ": " + escape(x.value()) + "\n")
                                .collect(Collectors.joining()))
                        .append('\n');
            case Block.Strip s -> strip(s);
            case Block.Cards c -> {
                table(c.table());
                list(c.cards().stream()
                        .map(Block.Card::sentence)
                        .filter(s -> !s.isEmpty())
                        .toList());
            }
            case Block.Table t -> table(t);
            case Block.Figure f -> paragraph("*Chart:* " + escape(f.altText()));
            case Block.Picture p -> {
                paragraph("*" + escape(p.title()) + "*");
                code(new Block.Code("text", String.join("\n", p.lines())));
            }
            case Block.Notice n -> notice(n);
            case Block.Code c -> code(c);
            case Block.Details d -> details(d);
        }
    }

    private static String toned(Block.Paragraph p) {
        return switch (p.tone()) {
            case STRONG, BAD -> "**" + escape(p.text()) + "**";
            case NORMAL, MUTED, GOOD, CARE -> escape(p.text());
        };
    }

    private void strip(Block.Strip s) {
        String chips = s.chips().stream()
                .map(c -> escape(c.sign() + " " + c.label() + ": " + c.word()))
                .collect(Collectors.joining(" · "));
        paragraph(chips + (s.rest().isEmpty() ? "" : " · " + escape(s.rest())));
    }

    private void table(Block.Table t) {
        out.append(row(t.columns().stream().map(c -> escape(c.header())).toList()));
        out.append(row(t.columns().stream().map(MarkdownScorecard::rule).toList()));
        for (List<Cell> row : t.rows()) {
            out.append(row(row.stream().map(MarkdownScorecard::cell).toList()));
        }
        out.append('\n');
        if (!t.caption().isEmpty()) {
            paragraph("<sub>" + escape(t.caption()) + "</sub>");
        }
    }

    private static String rule(Column column) {
        return column.align() == Align.NUMBER ? "---:" : "---";
    }

    private static String cell(Cell cell) {
        String text = cell.lines().stream().map(MarkdownScorecard::escape).collect(Collectors.joining("<br>"));
        return cell.tone() == Tone.STRONG && cell.lines().size() == 1 && !text.isEmpty() ? "**" + text + "**" : text;
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private void notice(Block.Notice n) {
        paragraph("**" + escape(n.label()) + "** " + escape(n.message()));
        list(n.causes().stream().map(c -> "Likely cause: " + c).toList());
        if (!n.advice().isEmpty()) {
            paragraph("→ " + escape(n.advice()));
        }
        if (!n.sql().isEmpty()) {
            details(new Block.Details("SQL that shows it", List.of(new Block.Code("sql", n.sql()))));
        }
    }

    private void list(List<String> items) {
        if (!items.isEmpty()) {
            items.forEach(i -> out.append("- ").append(escape(i)).append('\n'));
            out.append('\n');
        }
    }

    private void details(Block.Details d) {
        paragraph("<details><summary>" + escape(d.summary()) + "</summary>");
        d.blocks().forEach(this::block);
        paragraph("</details>");
    }

    /** A fence longer than any in the text, so that the text cannot close it. */
    private void code(Block.Code c) {
        String fence = "```";
        while (c.text().contains(fence)) {
            fence += "`";
        }
        paragraph(fence + c.language() + "\n" + c.text().stripTrailing() + "\n" + fence);
    }

    private void paragraph(String text) {
        out.append(text).append("\n\n");
    }

    /** Escapes what Markdown or the HTML inside it would read as markup; line ends become spaces. */
    static String escape(String text) {
        StringBuilder clean = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> clean.append("&amp;");
                case '<' -> clean.append("&lt;");
                case '>' -> clean.append("&gt;");
                case '\\', '`', '*', '_', '[', ']', '|', '#', '~' ->
                    clean.append('\\').append(c);
                case '@' -> clean.append("&#64;");
                default -> clean.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        return clean.toString();
    }
}
