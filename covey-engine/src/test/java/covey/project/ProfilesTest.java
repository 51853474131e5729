package covey.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesTest {
    @TempDir
    Path folder;

    private Project project;

    @BeforeEach
    void project() throws IOException {
        project = Projects.read(Projects.soundContract(folder)).project();
    }

    private TargetChoice choose(String target, Map<String, String> more) {
        HashMap<String, String> environment = new HashMap<>(more);
        environment.put("COVEY_PROFILES_DIR", folder.toString());
        return Profiles.in(environment).choose(project, Optional.of(target).filter(t -> !t.isEmpty()));
    }

    @Test
    void theDefaultTargetIsChosen() {
        TargetChoice choice = choose("", Map.of());
        assertThat(choice.faults()).isEmpty();
        assertThat(choice.target().orElseThrow().name()).isEqualTo("dev");
        assertThat(choice.target().get().type()).isEqualTo("duckdb");
        assertThat(choice.target().get().path()).contains(Path.of("interests.duckdb"));
        assertThat(choice.target().get().baseDir()).isEqualTo(project.root());
        assertThat(choice.sample()).hasValue(0.01);
    }

    @Test
    void secretsComeFromEnvironmentAndFiles() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "hunter2\n");
        Projects.edit(folder, "profiles.yml", "/run/secrets/trino", secret.toString());
        TargetChoice choice = choose("prod", Map.of("TRINO_USER", "ana"));
        assertThat(choice.faults()).isEmpty();
        assertThat(choice.target().orElseThrow().user()).contains("ana");
        assertThat(choice.target().get().password()).contains("hunter2");
        assertThat(choice.results()).contains("s3://interests/covey");
    }

    @Test
    void missingSecretsAreAllNamed() {
        assertThat(choose("prod", Map.of()).faults().toString())
                .contains("the environment variable TRINO_USER is not set")
                .contains("/run/secrets/trino cannot be read");
    }

    @Test
    void aPasswordIsNeverRepeated() throws IOException {
        Projects.edit(folder, "profiles.yml", "\"${file:/run/secrets/trino}\"", "773311");
        assertThat(choose("prod", Map.of()).faults().toString())
                .contains("'password' must be text, not another value")
                .doesNotContain("773311");
    }

    @Test
    void unknownNamesGetTheNearest() throws IOException {
        assertThat(choose("prd", Map.of()).faults().toString()).contains("did you mean 'prod'?");
        Projects.edit(folder, "covey.yml", "profile: interests ", "profile: interest ");
        project = Projects.read(folder).project();
        assertThat(choose("", Map.of()).faults().toString()).contains("did you mean 'interests'?");
    }

    @Test
    void withoutAFileTheProfileIsNotFound() {
        TargetChoice choice = Profiles.in(
                        Map.of("HOME", folder.resolve("nowhere").toString()))
                .choose(project, Optional.empty());
        assertThat(choice.target()).isEmpty();
        assertThat(choice.faults().toString()).contains(".covey").contains("there is no such file");
        assertThat(Profiles.in(Map.of()).choose(project, Optional.empty()).faults())
                .hasSize(1);
    }

    @Test
    void aProjectCannotReadTheEnvironment() throws IOException {
        Projects.edit(folder, "covey.yml", "profile: interests ", "files: {a: '${env:SECRET}'} ");
        Reading reading = Projects.read(folder);
        assertThat(reading.faults()).isEmpty();
        TargetChoice choice = Profiles.in(Map.of("SECRET", "x")).choose(reading.project(), Optional.empty());
        assertThat(choice.target().orElseThrow().files()).containsEntry("a", "${env:SECRET}");
    }
}
