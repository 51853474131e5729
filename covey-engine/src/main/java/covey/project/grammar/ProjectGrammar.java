package covey.project.grammar;

import static covey.project.grammar.Key.optional;
import static covey.project.grammar.Key.required;
import static covey.project.grammar.ScalarType.BOOLEAN;
import static covey.project.grammar.ScalarType.COUNT;
import static covey.project.grammar.ScalarType.FRACTION;
import static covey.project.grammar.ScalarType.INTEGER;
import static covey.project.grammar.ScalarType.NAME;
import static covey.project.grammar.ScalarType.SECRET;
import static covey.project.grammar.ScalarType.TEXT;

import java.util.List;

/** Keys of {@code covey.yml} and {@code profiles.yml}. */
final class ProjectGrammar {
    private static final Shape FILES = new Shape.Named("table", Shape.of(TEXT));

    private ProjectGrammar() {}

    static Shape project(Shape trust) {
        Shape defaults = new Shape.Keys(
                "defaults",
                List.of(
                        optional("confidence_level", FRACTION, "Level of every interval; 0.95 when absent."),
                        optional("seed", INTEGER, "Seed of every random choice; 42 when absent.")));
        Shape privacy = new Shape.Keys(
                "privacy",
                List.of(
                        optional("min_cell", COUNT, "Smallest cell that is shown, in units; 50 when absent."),
                        optional("example_units", Shape.word("analyst_only", "nobody"), "Who sees example units.")));
        return new Shape.Keys(
                "project",
                List.of(
                        optional("name", NAME, "Project name; the folder's when absent."),
                        optional("version", INTEGER, "Version of this file language: 1."),
                        optional("profile", NAME, "Entry of profiles.yml that names the warehouse."),
                        optional("files", FILES, "Table to file, for a project without a warehouse."),
                        optional("timezone", TEXT, "Zone in which dates mean midnight; UTC when absent."),
                        optional(
                                "week_start",
                                Shape.word(
                                        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
                                "First day of the week."),
                        optional("defaults", defaults, "Defaults of every study."),
                        optional("trust", trust, "Thresholds of the trust checks."),
                        optional("privacy", privacy, "What may be shown."),
                        optional("results", TEXT, "Where results are kept; results/ when absent.")));
    }

    static Shape profiles() {
        Shape target = new Shape.Keys(
                "target",
                List.of(
                        required("type", TEXT, "Engine."),
                        optional("path", TEXT, "Database file, for an embedded engine."),
                        optional("files", FILES, "Table to file."),
                        optional("url", TEXT, "JDBC address of a server."),
                        optional("user", TEXT, "User."),
                        optional("password", SECRET, "Password; better ${env:NAME} or ${file:/path}."),
                        optional("reproducible", BOOLEAN, "One thread, so that every run gives the same digits."),
                        optional("sample", FRACTION, "Share of units to read, for a quick look."),
                        optional("results", TEXT, "Where results are kept.")));
        Shape profile = new Shape.Keys(
                "profile",
                List.of(
                        optional("default_target", NAME, "Target used without --target."),
                        required("targets", new Shape.Named("target", target), "Connections by name.")));
        return new Shape.Named("profile", profile);
    }
}
