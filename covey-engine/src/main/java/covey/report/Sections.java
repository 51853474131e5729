package covey.report;

import covey.report.block.Block;
import covey.report.plan.DesignSection;
import covey.report.plan.PlanCurveSection;
import covey.report.plan.PlanSection;
import covey.report.plan.ReEstimateSection;
import covey.report.plan.ReplaySection;
import covey.report.scorecard.Scorecard;
import covey.report.section.CalibrationSection;
import covey.report.section.ChartSection;
import covey.report.section.DefinitionSection;
import covey.report.section.DiagnosticsSection;
import covey.report.section.GuardrailSection;
import covey.report.section.HeadlineSection;
import covey.report.section.LevelSection;
import covey.report.section.MethodSection;
import covey.report.section.MissingSection;
import covey.report.section.MonitoringSection;
import covey.report.section.OtherNumbersSection;
import covey.report.section.PrimarySection;
import covey.report.section.ProvenanceSection;
import covey.report.section.QuestionSection;
import covey.report.section.RobustnessSection;
import covey.report.section.SecondarySection;
import covey.report.section.Section;
import covey.report.section.SegmentSection;
import covey.report.section.TrustSection;
import covey.report.section.VersionSection;
import covey.report.section.WorstQueriesSection;
import covey.result.StudyResult;
import java.util.List;

/** The list of all parts of a scorecard, in reading order. A part that is not here is not shown. */
public final class Sections {
    private static final List<Section> ALL = List.of(
            new QuestionSection(),
            new HeadlineSection(),
            new PlanSection(),
            new PlanCurveSection(),
            new ReplaySection(),
            new ReEstimateSection(),
            new DesignSection(),
            new TrustSection(),
            new LevelSection(),
            new PrimarySection(),
            new GuardrailSection(),
            new MonitoringSection(),
            new ChartSection(),
            new SecondarySection(),
            new VersionSection(),
            new CalibrationSection(),
            new SegmentSection(),
            new WorstQueriesSection(),
            new RobustnessSection(),
            new OtherNumbersSection(),
            new DiagnosticsSection(),
            new MissingSection(),
            new MethodSection(),
            new DefinitionSection(),
            new ProvenanceSection());

    private Sections() {}

    /**
     * A part that has something to say.
     *
     * @param id its anchor
     * @param blocks what it says
     */
    public record Part(String id, List<Block> blocks) {
        public Part {
            blocks = List.copyOf(blocks);
        }
    }

    /** All sections. */
    public static List<Section> all() {
        return ALL;
    }

    /** The parts of a result that have something to say. */
    public static List<Part> parts(StudyResult result) {
        Scorecard scorecard = Scorecard.of(result);
        return ALL.stream()
                .map(s -> new Part(s.id(), s.blocks(scorecard)))
                .filter(p -> !p.blocks().isEmpty())
                .toList();
    }
}
