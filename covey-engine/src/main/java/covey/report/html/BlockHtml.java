package covey.report.html;

import static covey.report.html.Html.element;
import static covey.report.html.Html.text;

import covey.report.block.Block;
import covey.report.block.Block.Align;
import covey.report.block.Block.Column;
import covey.report.block.Cell;
import covey.report.block.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws each kind of block as HTML. */
final class BlockHtml {

    Html of(Block block) {
        return switch (block) {
            case Block.Title t -> title(t);
            case Block.Lead l -> element("p", "lead " + css(l.tone()), text(l.text()));
            case Block.Heading h -> element("h2", "", text(h.text()));
            case Block.Paragraph p -> element("p", css(p.tone()), text(p.text()));
            case Block.Bullets b ->
                element(
                        "ul",
                        "findings",
                        Html.all(b.items().stream()
                                .map(i -> element("li", "", text(i)))
                                .toList()));
            case Block.Facts f -> facts("facts", f.facts());
            case Block.Strip s -> strip(s);
            case Block.Cards c ->
                element(
                        "div",
                        "cards",
                        Html.all(c.cards().stream().map(this::card).toList()));
            case Block.Table t -> table(t);
            case Block.Figure f -> figure(f);
            case Block.Picture p -> PictureHtml.of(p);
            case Block.Notice n -> notice(n);
            case Block.Code c -> element("pre", "", element("code", "language-" + c.language(), text(c.text())));
            case Block.Details d ->
                element(
                        "details",
                        "",
                        element("summary", "", text(d.summary())),
                        Html.all(d.blocks().stream().map(this::of).toList()));
        };
    }

    private static Html title(Block.Title t) {
        Html kicker = element("p", "kicker", text(t.kicker()));
        Html lead = t.lead().isEmpty() ? Html.EMPTY : element("p", "question", text(t.lead()));
        return element("header", "", kicker, element("h1", "", text(t.text())), lead);
    }

    private static Html facts(String css, List<Block.Fact> facts) {
        List<Html> items = facts.stream()
                .map(f -> element("div", "", element("dt", "", text(f.name())), element("dd", "", text(f.value()))))
                .toList();
        return element("dl", css, Html.all(items));
    }

    private static Html strip(Block.Strip s) {
        List<Html> chips = new ArrayList<>();
        for (Block.Chip chip : s.chips()) {
            chips.add(element(
                    "li",
                    "chip " + css(chip.tone()),
                    element("span", "sign", text(chip.sign())),
                    element("span", "", text(chip.label())),
                    element("span", "word", text(chip.word()))));
        }
        Html rest = s.rest().isEmpty() ? Html.EMPTY : element("p", "muted rest", text(s.rest()));
        return Html.all(element("ul", "strip", Html.all(chips)), rest);
    }

    private Html card(Block.Card c) {
        Html badge = c.badge().isEmpty() ? Html.EMPTY : element("span", "badge", text(c.badge()));
        Html sentence = c.sentence().isEmpty() ? Html.EMPTY : element("p", "sentence", text(c.sentence()));
        return element(
                "article",
                "card " + css(c.tone()),
                element("div", "card-head", element("h3", "", text(c.title())), badge),
                element("p", "figure", text(c.figure())),
                element("p", "interval", text(c.interval())),
                sentence,
                facts("pairs", c.facts()));
    }

    private static Html table(Block.Table t) {
        List<Html> head = new ArrayList<>();
        for (Column column : t.columns()) {
            head.add(new Html("<th scope=\"col\"" + align(column) + ">"
                    + text(column.header()).markup() + "</th>"));
        }
        List<Html> rows = new ArrayList<>();
        for (List<Cell> row : t.rows()) {
            boolean part = row.get(0).tone() == Tone.MUTED;
            rows.add(element("tr", part ? "part" : "", Html.all(cells(t.columns(), row))));
        }
        Html caption = t.caption().isEmpty() ? Html.EMPTY : element("p", "caption", text(t.caption()));
        return Html.all(
                element(
                        "table",
                        "",
                        element("thead", "", element("tr", "", Html.all(head))),
                        element("tbody", "", Html.all(rows))),
                caption);
    }

    /** Each cell carries its column's name, which a narrow screen shows before it. */
    private static List<Html> cells(List<Column> columns, List<Cell> row) {
        List<Html> cells = new ArrayList<>();
        for (int c = 0; c < row.size(); c++) {
            Cell cell = row.get(c);
            boolean empty = cell.lines().stream().allMatch(String::isEmpty);
            String label = " data-label=\"" + text(columns.get(c).header()).markup() + "\"";
            String css = " class=\"" + css(cell.tone()) + (columns.get(c).align() == Align.NUMBER ? " number" : "")
                    + (empty ? " empty" : "") + "\"";
            StringBuilder inside = new StringBuilder();
            for (int i = 0; i < cell.lines().size(); i++) {
                String line = text(cell.lines().get(i)).markup();
                inside.append(i == 0 ? "<span>" + line + "</span>" : "<small>" + line + "</small>");
            }
            String tag = c == 0 ? "th scope=\"row\"" : "td";
            cells.add(new Html("<" + tag + css + label + "><div>" + inside + "</div></" + tag.substring(0, 2) + ">"));
        }
        return cells;
    }

    private static String align(Column column) {
        return column.align() == Align.NUMBER ? " class=\"number\"" : "";
    }

    /** The specification stands in a data block, which no browser runs; a script draws it into the box before it. */
    private static Html figure(Block.Figure f) {
        String id = text(f.id()).markup();
        String data = f.spec().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
        return new Html("<figure><figcaption>" + text(f.title()).markup() + "</figcaption>"
                + "<div class=\"chart\" id=\"chart-" + id + "\" role=\"img\" aria-label=\""
                + text(f.altText()).markup()
                + "\" data-spec=\"spec-" + id + "\"></div>"
                + "<script type=\"application/json\" id=\"spec-" + id + "\">" + data + "</script></figure>");
    }

    private Html notice(Block.Notice n) {
        Html causes = n.causes().isEmpty()
                ? Html.EMPTY
                : Html.all(
                        element("p", "muted", text("Likely causes")),
                        element(
                                "ol",
                                "",
                                Html.all(n.causes().stream()
                                        .map(c -> element("li", "", text(c)))
                                        .toList())));
        Html advice = n.advice().isEmpty() ? Html.EMPTY : element("p", "advice", text("→ " + n.advice()));
        Html sql = n.sql().isEmpty()
                ? Html.EMPTY
                : of(new Block.Details("SQL that shows it", List.of(new Block.Code("sql", n.sql()))));
        return element(
                "div",
                "notice " + css(n.tone()),
                element("p", "label", text(n.label())),
                element("p", "", text(n.message())),
                causes,
                advice,
                sql);
    }

    private static String css(Tone tone) {
        return tone.name().toLowerCase(Locale.ROOT);
    }
}
