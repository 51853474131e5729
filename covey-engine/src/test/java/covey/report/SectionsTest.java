package covey.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import covey.report.section.Section;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SectionsTest {
    @Test
    void everySectionIsInTheList() {
        Set<String> classes = new ClassFileImporter()
                .importPackages("covey.report").stream()
                        .filter(c -> c.isAssignableTo(Section.class) && !c.isInterface())
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toSet());
        Set<String> listed =
                Sections.all().stream().map(s -> s.getClass().getSimpleName()).collect(Collectors.toSet());
        assertThat(listed).isEqualTo(classes).hasSizeGreaterThan(10);
        assertThat(Sections.all().stream().map(Section::id)).doesNotHaveDuplicates();
    }

    @Test
    void partsComeInReadingOrder() {
        assertThat(Sections.parts(SampleResults.cleanWin()).stream().map(Sections.Part::id))
                .containsExactly(
                        "question",
                        "headline",
                        "trust",
                        "primary",
                        "guardrails",
                        "charts",
                        "secondary",
                        "segments",
                        "robustness",
                        "diagnostics",
                        "method",
                        "definitions",
                        "provenance");
    }
}
