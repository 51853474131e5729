package covey.stats.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import covey.stats.DegenerateDataException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {
    @Test
    void fullAgreementIsOneWithoutAnInterval() {
        Ratings ratings = Ratings.of(List.of(new double[] {1, 1}, new double[] {0, 0}, new double[] {1, 1, 1}));
        AgreementEstimate alpha = KrippendorffAlpha.of(ratings, MeasurementLevel.NOMINAL);
        assertThat(alpha.value()).isEqualTo(1);
        assertThat(alpha.interval(0.95)).isEmpty();
    }

    @Test
    void ratingsThatAreAllAlikeAreRefused() {
        Ratings ratings = Ratings.of(List.of(new double[] {1, 1}, new double[] {1, 1}));
        assertThatThrownBy(() -> KrippendorffAlpha.of(ratings, MeasurementLevel.NOMINAL))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("alike");
        assertThat(PercentAgreement.of(ratings).value()).isEqualTo(1);
        assertThatThrownBy(() -> CohenKappa.of(new double[] {1, 1}, new double[] {1, 1}, CohenKappa.Weights.LINEAR))
                .isInstanceOf(DegenerateDataException.class);
    }

    @Test
    void itemsWithOneRatingSayNothing() {
        assertThatThrownBy(() -> Ratings.of(List.of(new double[] {1}, new double[] {0, 1})))
                .isInstanceOf(DegenerateDataException.class)
                .hasMessageContaining("not 1");
    }

    /** With two labels the three levels are one. */
    @Test
    void levelsAgreeOnTwoLabels() {
        Ratings ratings = Ratings.of(
                List.of(new double[] {1, 0}, new double[] {0, 0, 0}, new double[] {1, 1}, new double[] {1, 0, 1}));
        double nominal = KrippendorffAlpha.of(ratings, MeasurementLevel.NOMINAL).value();
        for (MeasurementLevel level : MeasurementLevel.values()) {
            assertThat(KrippendorffAlpha.of(ratings, level).value()).isCloseTo(nominal, within(1e-12));
        }
    }

    @Test
    void intervalsEndBelowOne() {
        AgreementEstimate estimate = new AgreementEstimate(0.95, 0.04, 30);
        assertThat(estimate.interval(0.95).orElseThrow().upper()).isLessThan(1);
        assertThat(estimate.interval(0.95).orElseThrow().contains(0.95)).isTrue();
    }
}
