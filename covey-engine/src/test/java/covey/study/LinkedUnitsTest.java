package covey.study;

import static covey.study.StudyFolder.diagnostic;
import static covey.study.StudyFolder.effect;
import static covey.study.StudyFolder.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import covey.result.ArmInfo;
import covey.result.Dropped;
import covey.result.Estimate;
import covey.result.Query;
import covey.result.StudyResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Units that are randomised by way of a link: devices of users. */
class LinkedUnitsTest {
    private static final int USERS = 2_000;
    private static final double EFFECT = 0.5;

    @TempDir
    Path folder;

    private int inOneArm;
    private int treatedUsers;

    private StudyFolder project() {
        return new StudyFolder(folder);
    }

    /** Every user has a device, every third a second one; what is spent depends on the arm of the device it happens on. */
    @BeforeEach
    void write() throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20260303);
        List<String> owners = new ArrayList<>(List.of("device_id,user_id"));
        List<String> exposures = new ArrayList<>(List.of("device_id,arm,exposed_at"));
        List<String> events = new ArrayList<>(List.of("device_id,at,amount"));
        for (int i = 0; i < USERS; i++) {
            double own = 10 + random.nextGaussian();
            int devices = i % 3 == 0 ? 2 : 1;
            int treated = 0;
            for (int k = 0; k < devices; k++) {
                String device = "d" + i + "_" + k;
                boolean on = random.nextBoolean();
                treated += on ? 1 : 0;
                owners.add(device + ",u" + i);
                exposures.add(device + "," + (on ? "treatment" : "control") + ",2026-03-02 00:00:00");
                double amount = (own + (on ? EFFECT : 0)) / devices + random.nextGaussian();
                events.add(device + ",2026-03-03 00:00:00," + String.format(Locale.ROOT, "%.6f", amount));
            }
            if (treated == 0 || treated == devices) {
                inOneArm++;
                treatedUsers += treated > 0 ? 1 : 0;
            }
        }
        project().write("owners.csv", owners);
        project().write("exposures.csv", exposures);
        project().write("events.csv", events);
        project().write("covey.yml", List.of("""
                name: linked
                version: 1
                timezone: UTC
                trust: {multiple_arms: {threshold: 0.25}}
                files: {owners: owners.csv, exposures: exposures.csv, events: events.csv}
                """));
        project().write("models/core.yml", List.of(MODELS));
        project()
                .write(
                        "metrics/m.yml",
                        List.of(
                                "metrics:",
                                "  - {name: spend, type: mean, model: events, agg: sum, expr: amount, goal: increase}"));
        project().write("studies/devices.yml", List.of(DEVICES));
    }

    private static final String MODELS = """
            models:
              - name: owners
                columns:
                  - {name: device_id, entity: {name: device, type: primary}}
                  - {name: user_id, entity: {name: user, type: foreign}}
              - name: exposures
                agg_time_dimension: exposed_at
                columns:
                  - {name: device_id, entity: {name: device, type: foreign}}
                  - {name: arm, dimension: {type: categorical}}
                  - {name: exposed_at, dimension: {type: time}, granularity: second}
              - name: events
                agg_time_dimension: at
                columns:
                  - {name: device_id, entity: {name: device, type: foreign}}
                  - {name: at, dimension: {type: time}, granularity: second}
                  - {name: amount}
            links:
              - {from: device, to: user, model: owners, cardinality: many_to_one}
            """;

    private static final String DEVICES = """
            kind: experiment
            name: devices
            unit: user
            period: {start: 2026-03-01, end: 2026-03-15}
            treatment:
              exposures: {model: exposures}
              arms: {control: {share: 0.5, role: control}, treatment: {share: 0.5}}
            metrics: {primary: [spend]}
            design: {type: user_randomized, randomize: {unit: device}}
            analysis: {adjustment: none}
            """;

    @Test
    void devicesAreBroughtToTheirUsersAndUsersInTwoArmsAreCounted() {
        try (Workspace workspace = project().open()) {
            assertThat(workspace.validateAgainstWarehouse()).isEmpty();
            StudyResult result = run(workspace, "devices");

            Estimate effect = effect(result, "main", "spend");
            assertThat(effect.n()).isEqualTo(inOneArm);
            assertThat(effect.value())
                    .isCloseTo(EFFECT, within(3.5 * effect.standardError().orElseThrow()));
            assertThat(result.study().arms())
                    .extracting(ArmInfo::units)
                    .containsExactly((long) inOneArm - treatedUsers, (long) treatedUsers);
            long lost = (long) USERS - inOneArm;
            assertThat(diagnostic(result, "multiple_arms").message()).contains(Long.toString(lost));
            assertThat(result.provenance().dropped()).extracting(Dropped::count).contains(lost);

            assertThat(effect(workspace.show("devices", 0.9), "main", "spend").value())
                    .isCloseTo(effect.value(), within(1e-12));
            assertThat(String.valueOf(workspace.explain("devices/spend", Optional.empty(), Optional.empty())))
                    .contains("D = ");
            assertThat(result.provenance().queries())
                    .filteredOn(q -> q.name().equals("entered"))
                    .extracting(Query::sql)
                    .singleElement()
                    .asString()
                    .contains("owners");
            assertThat(diagnostic(result, "interference").message()).startsWith("Randomising by device");
        }
    }
}
