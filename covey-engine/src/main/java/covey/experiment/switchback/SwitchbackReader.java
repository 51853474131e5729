package covey.experiment.switchback;

import covey.experiment.spec.ExperimentReader;
import covey.experiment.spec.ExperimentSpec;
import covey.experiment.spec.SettingReader;
import covey.method.Options;
import covey.method.SpecificationException;
import covey.method.Study;
import covey.result.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes a {@link SwitchbackSpec} from a study as declared. */
final class SwitchbackReader {
    private static final String EVERY = "randomize.every";
    private static final String BURN_IN = "randomize.burn_in";
    private static final String CARRY_OVER = "carry_over";

    private SwitchbackReader() {}

    static SwitchbackSpec read(Study study, List<String> designs) {
        study.refusePopulation(
                "a switchback",
                "restrict the schedule in treatment.exposures.filter, and the metrics' rows in their own filters");
        ExperimentSpec experiment = ExperimentReader.read(study, designs).per(study.unit() + " window");
        Options design = study.design();
        if (!design.has(EVERY)) {
            throw new SpecificationException(
                    study.location(),
                    "switchback " + study.name() + " does not say how long a window is",
                    "declare design: {type: switchback, randomize: {unit: " + study.unit() + ", every: 4h}}");
        }
        Duration every = SettingReader.duration(design.text(EVERY, ""), "design." + EVERY, design.location(EVERY));
        Duration burnIn =
                SettingReader.duration(design.text(BURN_IN, "0s"), "design." + BURN_IN, design.location(BURN_IN));
        if (every.isZero() || burnIn.compareTo(every) >= 0) {
            throw new SpecificationException(
                    design.location(BURN_IN),
                    "a window of " + design.text(EVERY, "") + " with a burn-in of " + design.text(BURN_IN, "0s")
                            + " leaves no time to measure",
                    "make the window longer or the burn-in shorter");
        }
        double carryOver = design.number(CARRY_OVER, 1);
        if (carryOver < 0 || carryOver != Math.rint(carryOver) || carryOver > 20) {
            throw new SpecificationException(
                    design.location(CARRY_OVER),
                    "design.carry_over is " + carryOver + ", which is no number of windows",
                    "write how many windows an effect may last after its own: 0 to 20");
        }
        if (Duration.between(study.start(), study.end()).compareTo(every.multipliedBy(2)) < 0) {
            throw new SpecificationException(
                    design.location(EVERY), "the period holds fewer than two windows", "shorten the windows");
        }
        List<Setting> settings = new ArrayList<>(experiment.settings());
        settings.add(new Setting("design." + EVERY, design.text(EVERY, ""), design.origin(EVERY)));
        settings.add(new Setting("design." + BURN_IN, design.text(BURN_IN, "0s"), design.origin(BURN_IN)));
        settings.add(new Setting("design." + CARRY_OVER, Integer.toString((int) carryOver), design.origin(CARRY_OVER)));
        return new SwitchbackSpec(experiment, every, burnIn, (int) carryOver, settings);
    }
}
