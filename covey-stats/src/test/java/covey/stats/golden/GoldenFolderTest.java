package covey.stats.golden;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GoldenFolderTest {

    @Test
    void aTopicWithoutCasesIsAnError() {
        assertThatThrownBy(() -> GoldenFolder.cases("nowhere")).isInstanceOf(IllegalStateException.class);
    }
}
