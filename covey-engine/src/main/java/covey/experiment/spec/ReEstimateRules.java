package covey.experiment.spec;

import covey.method.Options;
import covey.method.SpecificationException;
import covey.method.Study;

/**
 * Whether and how far an experiment may be made longer while it runs.
 *
 * @param method what a re-estimation may look at
 * @param most largest length over the planned one, above 1
 */
public record ReEstimateRules(Method method, double most) {
    /** What a re-estimation may look at. */
    public enum Method {
        /** Nothing: the length stands. */
        NONE,
        /** Variance and arrivals of all arms together. */
        BLINDED
    }

    private static final double LONGEST = 10;

    /** The declared rules, or the defaults; kept as settings. */
    static ReEstimateRules read(Study study, SettingReader reader) {
        Options design = study.design();
        Method method = reader.choice(design, "re_estimate.method", Method.class);
        double most = design.number("re_estimate.most", 2);
        if (!(most > 1 && most <= LONGEST)) {
            throw new SpecificationException(
                    design.location("re_estimate.most"),
                    "design.re_estimate.most is " + most + ", outside 1 to " + LONGEST,
                    "write how many times the planned length the experiment may last, such as 2");
        }
        reader.record("design.re_estimate.most", String.valueOf(most), design.origin("re_estimate.most"));
        return new ReEstimateRules(method, most);
    }

    /** Whether a study declares any of them. */
    static boolean declared(Study study) {
        return study.design().has("re_estimate.method") || study.design().has("re_estimate.most");
    }
}
