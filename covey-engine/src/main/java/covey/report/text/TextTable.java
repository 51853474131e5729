package covey.report.text;

import covey.report.block.Block.Align;
import covey.report.block.Block.Column;
import covey.report.block.Block.Table;
import covey.report.block.Cell;
import covey.report.block.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lays a table out in a limited width: columns of words are wrapped first, then, if need be, those of numbers. */
final class TextTable {
    private static final String GAP = "  ";
    /** A word that is longer is broken as soon as there is no room. */
    private static final int WORD = 20;

    private static final int NARROW = 8;
    private static final int NARROWEST = 3;

    private final Table table;
    private final Ink ink;
    private final int[] widths;

    TextTable(Table table, Ink ink, int limit) {
        this.table = table;
        this.ink = ink;
        this.widths = natural(table);
        shrink(limit);
    }

    private static int[] natural(Table table) {
        int[] widths = new int[table.columns().size()];
        for (int c = 0; c < widths.length; c++) {
            widths[c] = Width.of(Width.clean(table.columns().get(c).header()));
            for (List<Cell> row : table.rows()) {
                for (String line : row.get(c).lines()) {
                    widths[c] = Math.max(widths[c], Width.of(Width.clean(line)));
                }
            }
        }
        return widths;
    }

    /** Words are broken last: columns become as narrow as their longest word first. */
    private void shrink(int limit) {
        int[] words = new int[widths.length];
        for (int c = 0; c < widths.length; c++) {
            int column = c;
            int header = Width.longest(table.columns().get(c).header());
            words[c] = Math.min(
                    WORD,
                    table.rows().stream()
                            .flatMap(r -> r.get(column).lines().stream())
                            .mapToInt(Width::longest)
                            .reduce(header, Math::max));
        }
        for (int floor : new int[] {WORD, NARROW, NARROWEST}) {
            int[] floors = new int[widths.length];
            for (int c = 0; c < widths.length; c++) {
                floors[c] = floor == WORD ? words[c] : floor;
            }
            for (Align align : Align.values()) {
                Optional<Integer> widest = widest(align, floors);
                while (total() > limit && widest.isPresent()) {
                    widths[widest.get()]--;
                    widest = widest(align, floors);
                }
            }
        }
    }

    private int total() {
        int total = GAP.length() * (widths.length - 1);
        for (int width : widths) {
            total += width;
        }
        return total;
    }

    private Optional<Integer> widest(Align align, int[] floors) {
        int best = -1;
        for (int c = 0; c < widths.length; c++) {
            boolean fits = table.columns().get(c).align() == align && widths[c] > floors[c];
            if (fits && (best < 0 || widths[c] > widths[best])) {
                best = c;
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(best);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        List<Cell> head = table.columns().stream()
                .map(c -> new Cell(List.of(c.header()), Tone.STRONG))
                .toList();
        lines.addAll(row(head));
        int rule = total();
        lines.add(ink.paint("─".repeat(rule), Tone.MUTED));
        boolean tall = table.rows().stream().anyMatch(r -> height(r) > 1);
        for (int i = 0; i < table.rows().size(); i++) {
            if (i > 0
                    && tall
                    && table.rows().get(i).get(0).tone() != Tone.MUTED
                    && height(table.rows().get(i)) > 1) {
                lines.add("");
            }
            lines.addAll(row(table.rows().get(i)));
        }
        return lines;
    }

    private int height(List<Cell> row) {
        int height = 1;
        for (int c = 0; c < widths.length; c++) {
            height = Math.max(height, wrapped(row.get(c), c).size());
        }
        return height;
    }

    private List<String> wrapped(Cell cell, int column) {
        return cell.lines().stream()
                .flatMap(l -> Width.wrap(l, widths[column]).stream())
                .toList();
    }

    private List<String> row(List<Cell> row) {
        List<String> lines = new ArrayList<>();
        int height = height(row);
        for (int l = 0; l < height; l++) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                List<String> parts = wrapped(row.get(c), c);
                String part = l < parts.size() ? parts.get(l) : "";
                Column column = table.columns().get(c);
                String placed = column.align() == Align.NUMBER
                        ? Width.right(part, widths[c])
                        : Width.left(part, c == widths.length - 1 ? 0 : widths[c]);
                boolean lead = row.get(c).tone() != Tone.STRONG || l == 0;
                line.append(c == 0 ? "" : GAP)
                        .append(ink.paint(placed, lead ? row.get(c).tone() : Tone.MUTED));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
