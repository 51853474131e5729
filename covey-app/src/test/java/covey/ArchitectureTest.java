package covey;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.TryCatchBlock;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import covey.catalog.Catalog;
import covey.method.Estimator;
import covey.method.Spec;
import covey.report.Sections;
import covey.report.section.Section;
import covey.warehouse.dialect.Dialect;
import covey.warehouse.dialect.Dialects;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The never-rules of the house. Nothing is frozen: a rule holds for every class or it is changed in the open. */
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("covey");

    /** Level of each top package; a package may know only lower ones, its own, and those named beside it. */
    private static final Map<String, Integer> LEVELS = new TreeMap<>(Map.ofEntries(
            Map.entry("stats", 0),
            Map.entry("result", 0),
            Map.entry("assign", 0),
            Map.entry("metric", 10),
            Map.entry("data", 11),
            Map.entry("method", 20),
            Map.entry("experiment", 30),
            Map.entry("trend", 30),
            Map.entry("label", 30),
            Map.entry("clustering", 30),
            Map.entry("ranking", 30),
            Map.entry("warehouse", 30),
            Map.entry("world", 31), // writes through the warehouse's sink
            Map.entry("catalog", 40),
            Map.entry("report", 40),
            Map.entry("project", 40),
            Map.entry("assignment", 45), // what studies of a project say about arms
            Map.entry("study", 50),
            Map.entry("cli", 60),
            Map.entry("http", 60)));

    /** Families of estimators; they never know each other. */
    private static final List<String> ESTIMATORS = List.of("experiment", "trend", "ranking", "label", "clustering");

    private static String top(JavaClass type) {
        String[] parts = type.getPackageName().split("\\.", -1);
        return parts.length > 1 && parts[0].equals("covey") ? parts[1] : "";
    }

    @Test
    void everyPackageKnowsOnlyLowerOnes() {
        check(classes().that(resideInAPackage("covey..")).should(new ArchCondition<>("know only lower levels") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (top(type).isEmpty()) {
                    return; // wiring
                }
                int level = level(type);
                for (var dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass();
                    if (!target.getPackageName().startsWith("covey.")
                            || top(target).equals(top(type))) {
                        continue;
                    }
                    if (level(target) >= level) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        }));
    }

    private static int level(JavaClass type) {
        Integer level = LEVELS.get(top(type));
        assertThat(level).as("level of package of " + type.getName()).isNotNull();
        return level;
    }

    @Test
    void statisticsKnowNoDataSourceAndNoFiles() {
        check(noClasses()
                .that()
                .resideInAPackage("covey.stats..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "java.net..", "java.nio.file..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(File.*|Input.*|Output.*|Reader|Writer|Print.*)"));
    }

    @Test
    void resultsUseTheJdkOnly() {
        check(classes()
                .that()
                .resideInAPackage("covey.result..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "covey.result..", "org.jspecify..")));
    }

    @Test
    void assignmentUsesTheJdkAndOpenFeatureOnly() {
        check(classes()
                .that()
                .resideInAPackage("covey.assign..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("java..", "covey.assign..", "org.jspecify..", "dev.openfeature.sdk..")));
    }

    @Test
    void onlyAssignmentHashesUnits() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("covey.assign..")
                .should()
                .dependOnClassesThat(resideInAPackage("covey.assign.hash.."))
                .orShould()
                .haveNameMatching(".*(Murmur|Fnv1|Md5|Sha1).*"));
    }

    @Test
    void estimatorsKnowNeitherEachOtherNorTheWorldOutside() {
        for (String family : ESTIMATORS) {
            String[] others = ESTIMATORS.stream()
                    .filter(o -> !o.equals(family))
                    .map(o -> "covey." + o + "..")
                    .toArray(String[]::new);
            check(noClasses()
                    .that()
                    .resideInAPackage("covey." + family + "..")
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(others)
                            .or(resideInAnyPackage(
                                    "covey.warehouse..",
                                    "covey.report..",
                                    "covey.study..",
                                    "covey.project..",
                                    "covey.catalog..")))
                    .allowEmptyShould(true));
        }
    }

    @Test
    void onlyTheWarehouseTouchesSql() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("covey.warehouse..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.duckdb..", "org.postgresql.."));
    }

    @Test
    void onlyTheListNamesADialect() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("covey.warehouse.dialect..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are concrete dialects",
                        c -> c.isAssignableTo(Dialect.class)
                                && !c.isInterface()
                                && !c.getModifiers().contains(JavaModifier.ABSTRACT))));
    }

    @Test
    void facesCallTheStudyLayerAndKnowNeitherEachOtherNorTheWarehouse() {
        check(noClasses()
                .that()
                .resideInAPackage("covey.cli..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "covey.http..",
                        "covey.warehouse..",
                        "covey.experiment..",
                        "covey.ranking..",
                        "covey.label..",
                        "covey.clustering..")));
        check(noClasses()
                .that()
                .resideInAPackage("covey.http..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "covey.cli..",
                        "covey.warehouse..",
                        "covey.experiment..",
                        "covey.ranking..",
                        "covey.label..",
                        "covey.clustering..")));
    }

    @Test
    void onlyTheCatalogKnowsSeveralFamilies() {
        check(noClasses()
                .that()
                .resideInAnyPackage("covey.report..", "covey.project..", "covey.cli..", "covey.http..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "covey.experiment..",
                        "covey.trend..",
                        "covey.ranking..",
                        "covey.label..",
                        "covey.clustering..")));
    }

    @Test
    void packagesHaveNoCycles() {
        check(slices().matching("covey.(**)").should().beFreeOfCycles());
    }

    @ParameterizedTest
    @ValueSource(strings = {".*Utils?", ".*Helper", ".*Manager", ".*Common", "Misc.*", ".*Impl"})
    void namesSayWhatAThingIs(String pattern) {
        assertThat(ALL.stream()
                        .filter(c -> c.getPackageName().startsWith("covey"))
                        .map(JavaClass::getSimpleName)
                        .filter(n -> n.matches(pattern)))
                .isEmpty();
    }

    @Test
    void nothingIsReadAmbiently() {
        Set<String> forbidden = Set.of(
                "java.lang.Math.random",
                "java.util.Random.<init>",
                "java.util.concurrent.ThreadLocalRandom.current",
                "java.time.Instant.now",
                "java.time.LocalDate.now",
                "java.time.LocalDateTime.now",
                "java.time.ZonedDateTime.now",
                "java.time.Clock.systemUTC",
                "java.time.Clock.systemDefaultZone",
                "java.time.ZoneId.systemDefault",
                "java.lang.System.currentTimeMillis",
                "java.lang.System.getenv",
                "java.util.Locale.getDefault");
        check(classes().that(resideInAPackage("covey..")).should(new ArchCondition<>("not read the world ambiently") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (top(type).isEmpty()) {
                    return; // wiring
                }
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    String target = access.getTargetOwner().getName() + "."
                            + access.getTarget().getName();
                    if (forbidden.contains(target)) {
                        events.add(SimpleConditionEvent.violated(type, access.getDescription()));
                    }
                }
            }
        }));
    }

    @Test
    void onlyTheCommandLineWritesToTheConsole() {
        check(classes().that(resideInAPackage("covey..")).should(new ArchCondition<>("leave the console alone") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (top(type).isEmpty() || top(type).equals("cli")) {
                    return;
                }
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    boolean console = access.getTargetOwner().isEquivalentTo(System.class)
                            && Set.of("out", "err").contains(access.getTarget().getName());
                    if (console) {
                        events.add(SimpleConditionEvent.violated(type, access.getDescription()));
                    }
                }
            }
        }));
    }

    @Test
    void nobodyCatchesEverythingBelowTheFaces() {
        // Throwable is what try-with-resources compiles to; BudgetTest looks for it in the sources
        Set<String> broad = Set.of("java.lang.Exception", "java.lang.RuntimeException");
        check(classes().that(resideInAPackage("covey..")).should(new ArchCondition<>("catch nothing broad") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (Set.of("", "cli", "http").contains(top(type))) {
                    return;
                }
                type.getCodeUnits().stream()
                        .flatMap(u -> u.getTryCatchBlocks().stream())
                        .map(TryCatchBlock::getCaughtThrowables)
                        .flatMap(Set::stream)
                        .filter(t -> broad.contains(t.getName()))
                        .forEach(t -> events.add(
                                SimpleConditionEvent.violated(type, type.getName() + " catches " + t.getName())));
            }
        }));
    }

    @Test
    void specificationsAndResultsAreImmutable() {
        check(classes()
                .that()
                .resideInAPackage("covey.result..")
                .should(new ArchCondition<>("be a record, an enum or a sealed interface") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        boolean fine = type.isRecord()
                                || type.isEnum()
                                || type.isInterface()
                                || type.getSimpleName().equals("package-info")
                                || type.isAnonymousClass();
                        if (!fine) {
                            events.add(SimpleConditionEvent.violated(type, type.getName()));
                        }
                    }
                }));
        check(classes().that().implement(Spec.class).should(new ArchCondition<>("be a record") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.isRecord()) {
                    events.add(SimpleConditionEvent.violated(type, type.getName()));
                }
            }
        }));
    }

    @Test
    void noPublicMethodTakesATruthValue() {
        check(methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat(resideInAPackage("covey.."))
                .should(new ArchCondition<JavaMethod>("take no boolean") {
                    @Override
                    public void check(JavaMethod method, ConditionEvents events) {
                        boolean overrides = method.isAnnotatedWith("java.lang.Override")
                                || method.getOwner().isRecord()
                                || !method.getOwner().getModifiers().contains(JavaModifier.PUBLIC)
                                || method.getModifiers().contains(JavaModifier.BRIDGE);
                        // the sink's appendBoolean is the value itself, not an option
                        boolean value = method.getName().equals("appendBoolean");
                        if (!overrides
                                && !value
                                && method.getRawParameterTypes().stream()
                                        .anyMatch(p -> p.isEquivalentTo(boolean.class))) {
                            events.add(SimpleConditionEvent.violated(method, method.getFullName()));
                        }
                    }
                }));
    }

    @Test
    void everyEstimatorSectionAndDialectIsInItsList() {
        assertThat(Stream.of(
                                Catalog.ESTIMATORS,
                                Catalog.PLANNERS,
                                Catalog.REPLAYS,
                                Catalog.RE_ESTIMATIONS,
                                Catalog.DRAWS)
                        .flatMap(List::stream)
                        .map(e -> e.getClass().getName()))
                .containsExactlyInAnyOrderElementsOf(concrete(Estimator.class));
        assertThat(Dialects.all().stream().map(d -> d.getClass().getName()))
                .containsExactlyInAnyOrderElementsOf(concrete(Dialect.class));
        assertThat(Sections.all().stream().map(s -> s.getClass().getName()).distinct())
                .containsExactlyInAnyOrderElementsOf(concrete(Section.class));
    }

    private static Set<String> concrete(Class<?> type) {
        return ALL.stream()
                .filter(c -> c.isAssignableTo(type)
                        && !c.isInterface()
                        && !c.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
    }

    private static void check(ArchRule rule) {
        rule.check(ALL);
    }
}
