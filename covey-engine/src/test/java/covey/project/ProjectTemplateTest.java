package covey.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectTemplateTest {
    @TempDir
    Path folder;

    @Test
    void aNewProjectIsSoundAndNamesItsData() throws IOException {
        assertThat(ProjectTemplate.write(folder.resolve("mine"), "mine")).hasSameSizeAs(ProjectTemplate.FILES);
        Reading reading = Projects.read(folder.resolve("mine"));
        assertThat(reading.faults()).isEmpty();
        Project project = reading.project();
        assertThat(project.config().name()).isEqualTo("mine");
        assertThat(project.config().minCell()).isEqualTo(10);
        assertThat(project.study("example", Instant.EPOCH).slices()).containsExactly("country", "tenure");
        assertThat(project.tests()).hasSize(1);
        TargetChoice choice = Profiles.in(Map.of()).choose(project, Optional.empty());
        assertThat(choice.target().orElseThrow().files())
                .hasSize(3)
                .allSatisfy((table, path) ->
                        assertThat(project.root().resolve(path)).isRegularFile());
    }

    @Test
    void nothingThatIsThereIsTouched() throws IOException {
        Files.writeString(folder.resolve("covey.yml"), "name: other\n");
        assertThatThrownBy(() -> ProjectTemplate.write(folder, "mine"))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("covey.yml");
        assertThat(folder.resolve("models")).doesNotExist();
        assertThat(folder.resolve("covey.yml")).hasContent("name: other");
    }

    @Test
    void otherFilesInTheFolderDoNotMatter() throws IOException {
        Files.writeString(folder.resolve("README.md"), "# mine\n");
        assertThat(ProjectTemplate.write(folder, "mine")).isNotEmpty();
    }

    @Test
    void aNameIsAName() {
        assertThatIllegalArgumentException().isThrownBy(() -> ProjectTemplate.write(folder, "my: project"));
    }
}
