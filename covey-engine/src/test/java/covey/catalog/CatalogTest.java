package covey.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import covey.method.Estimator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogTest {
    @Test
    void everyConcreteEstimatorIsListed() {
        List<String> classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("covey").stream()
                        .filter(c -> c.isAssignableTo(Estimator.class)
                                && !c.isInterface()
                                && !c.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(c -> c.getName())
                        .toList();
        assertThat(classes).isNotEmpty();
        assertThat(Stream.of(
                                Catalog.ESTIMATORS,
                                Catalog.PLANNERS,
                                Catalog.REPLAYS,
                                Catalog.RE_ESTIMATIONS,
                                Catalog.DRAWS)
                        .flatMap(List::stream))
                .extracting(e -> e.getClass().getName())
                .containsExactlyInAnyOrderElementsOf(classes);
    }

    @Test
    void kindsAreFoundAndDifferent() {
        assertThat(Catalog.kinds()).contains("experiment").doesNotHaveDuplicates();
        List<String> designs = Catalog.ESTIMATORS.stream()
                .flatMap(e -> e.descriptor().designs().stream()
                        .map(d -> e.descriptor().kind() + ": " + d))
                .toList();
        assertThat(designs).contains("experiment: user_randomized").doesNotHaveDuplicates();
    }
}
