package covey.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.dialect.Dialects;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names and texts that want to be SQL survive every engine. */
@ParameterizedClass(name = "{0}", autoCloseArguments = false)
@MethodSource("covey.warehouse.Sessions#all")
class DialectTextContractTest {
    private final SqlSession session;

    DialectTextContractTest(SqlSession session) {
        this.session = session;
    }

    static List<String> corpus() {
        return List.of(
                "plain",
                "with space",
                " leading and trailing ",
                "it's",
                "''",
                "'",
                "say \"hello\"",
                "\"",
                "\"\"\"",
                "back\\slash",
                "\\'",
                "\\",
                "a;b",
                "'; DROP TABLE x; --",
                "\"; DROP TABLE x; --",
                "-- comment",
                "/* comment */",
                "*/ 1 /*",
                "percent % %s %1$s",
                "under_score%",
                "$$dollar$$",
                "$1 ?1 ? :name @v #t",
                "${env:HOME} {{ jinja }}",
                "{fn now()} {d '2026-01-01'}",
                "line\nbreak",
                "carriage\r\nreturn",
                "tab\there",
                "select",
                "ORDER",
                "user",
                "group by",
                "Größe Straße",
                "naïve é é",
                "日本語の名前",
                "русский",
                "العربية",
                "emoji 😀👩‍👩‍👧",
                "zero\u200bwidth\u202eoverride",
                "NULL",
                "true",
                "1",
                "0x41",
                "E'\\n'",
                "U&'\\0041'",
                "x'41'",
                "`backtick` [bracket]",
                "a.b",
                "MixedCase",
                "n".repeat(60));
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void textsComeBackAsTheyWere(String text) {
        String literal = session.dialect().literal(text);

        assertThat(Sessions.text(session, literal)).isEqualTo(text);
        assertThat(Sessions.text(session, session.dialect().text(literal))).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void namesOfTablesAndColumnsComeBackAsTheyWere(String name) {
        Dialect dialect = session.dialect();
        Sessions.table(session, name, "SELECT " + dialect.literal(name) + " AS " + dialect.quote(name));

        List<String> values = session.query(
                "SELECT t." + dialect.quote(name) + " FROM " + dialect.quote(name) + " t WHERE " + dialect.quote(name)
                        + " = " + dialect.literal(name),
                row -> row.text(name));

        assertThat(values).containsExactly(name);
        String asUserWritesIt = name.contains(".") || name.contains("\"") ? dialect.quote(name) : name;
        assertThat(session.columns(asUserWritesIt))
                .extracting(TableColumn::name)
                .containsExactly(name);
        session.execute(dialect.dropTable(name));
        assertThat(session.columns(asUserWritesIt)).isEmpty();
    }

    @Test
    void allNamesAtOnceStayApart() {
        Dialect dialect = session.dialect();
        List<String> items = new ArrayList<>();
        for (String name : corpus()) {
            items.add(dialect.literal(name) + " AS " + dialect.quote(name));
        }
        Sessions.table(session, "everything", "SELECT " + String.join(", ", items));

        List<List<String>> rows = session.query(
                "SELECT * FROM " + dialect.quote("everything"),
                row -> row.columns().stream().map(row::text).toList());

        assertThat(rows).containsExactly(corpus());
    }

    @Test
    void whatCannotBeKeptIsRefused() {
        Dialect dialect = session.dialect();

        assertThatThrownBy(() -> dialect.literal("a\0b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> dialect.quote("a\0b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> dialect.literal("half \ud83d")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> dialect.quote("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> dialect.quoteTable("a.")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> dialect.quoteTable("\"open")).hasMessageContaining("never closed");
        assertThatThrownBy(() -> dialect.quote("n".repeat(1001))).hasMessageContaining("1001 bytes");
    }

    @Test
    void tablesAreNamedWithTheirSchema() {
        Dialect dialect = session.dialect();

        assertThat(dialect.quoteTable("shop.users")).isEqualTo("\"shop\".\"users\"");
        assertThat(dialect.quoteTable("shop.\"a.b\"")).isEqualTo("\"shop\".\"a.b\"");
        assertThat(dialect.quoteTable("\"he said \"\"x\"\"\"")).isEqualTo("\"he said \"\"x\"\"\"");
        assertThat(dialect.quoteTable("12\" vinyl")).isEqualTo("\"12\"\" vinyl\"");
    }

    @Test
    void bytewiseTextSortsByCodePoint() {
        List<String> texts = List.of("A", "B", "a", "b", "é", "日", "😀");
        String rows = String.join(
                " UNION ALL ",
                texts.reversed().stream()
                        .map(t -> "SELECT " + session.dialect().literal(t) + " AS v")
                        .toList());

        assertThat(session.query(
                        "SELECT v FROM (" + rows + ") t ORDER BY "
                                + session.dialect().bytewise("v"),
                        row -> row.text("v")))
                .isEqualTo(texts);
        String smallest =
                "SELECT MIN(" + session.dialect().bytewise("v") + ") AS v FROM (" + rows + ") t WHERE v IN ('a', 'B')";
        assertThat(session.query(smallest, row -> row.text("v"))).containsExactly("B");
    }

    @Test
    void everyDialectIsInTheList() {
        List<String> concrete = new ClassFileImporter()
                .importUrl(Dialect.class.getProtectionDomain().getCodeSource().getLocation()).stream()
                        .filter(c -> c.isAssignableTo(Dialect.class))
                        .filter(c -> !c.isInterface() && !c.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(JavaClass::getName)
                        .toList();

        assertThat(Dialects.all())
                .extracting(d -> d.getClass().getName())
                .containsExactlyInAnyOrderElementsOf(concrete);
        assertThat(Dialects.all())
                .allSatisfy(d -> assertThat(Dialects.named(d.name())).isSameAs(d));
        assertThatThrownBy(() -> Dialects.named("oracle")).hasMessageContaining("duckdb, postgresql");
    }
}
