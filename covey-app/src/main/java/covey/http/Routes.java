package covey.http;

import covey.method.SpecificationException;
import covey.project.Address;
import covey.report.html.HtmlScorecard;
import covey.report.json.ResultJson;
import covey.report.narrative.Headline;
import covey.report.scorecard.Scorecard;
import covey.result.StudyResult;
import covey.study.CoveyException;
import covey.study.Exit;
import covey.study.Listing;
import covey.study.Workspace;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which path answers what. The list of routes is {@link #answer}. */
final class Routes {
    private static final String PAGE = "/studies/";
    private static final String SHEET = "/sheets/";
    private static final String RESULT = "/api/v1/studies/";
    private static final SortedMap<String, String> PLANS =
            new TreeMap<>(Map.of("@plan", "Plan", "@re_estimate", "Re-estimation"));
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Workspace workspace;
    private final Ofrep ofrep;

    Routes(Workspace workspace) {
        this.workspace = workspace;
        this.ofrep = new Ofrep(workspace.assignments());
    }

    /** The answer to POST of a decoded path; any number at a time. */
    Answer evaluate(String path, byte[] body, @Nullable String knownTag) {
        if (path.equals(Ofrep.FLAGS)) {
            return ofrep.bulk(body, knownTag);
        }
        String key = path.substring(Math.min(path.length(), Ofrep.FLAGS.length() + 1));
        return key.isEmpty() ? notFound("there is nothing at this address") : ofrep.single(key, body);
    }

    /** The answer to GET of a decoded path. One request at a time: a workspace belongs to one thread. */
    synchronized Answer answer(String path) {
        return switch (path) {
            case "/" -> Answer.list(StudyList.html(studies()));
            case "/healthz" -> Answer.text(200, "ok");
            case "/api/v1/studies" -> Answer.json(listing());
            default -> {
                if (path.startsWith(PAGE)) {
                    yield stored(path.substring(PAGE.length()), r -> Answer.page(HtmlScorecard.render(r)));
                }
                if (path.startsWith(SHEET)) {
                    yield sheet(path.substring(SHEET.length()));
                }
                if (path.startsWith(RESULT)) {
                    yield stored(path.substring(RESULT.length()), r -> Answer.json(ResultJson.write(r)));
                }
                yield notFound("there is nothing at this address");
            }
        };
    }

    private interface Renderer {
        Answer of(StudyResult result);
    }

    /**
     * {@code study[/analysis]/metric@run}; a metric's address shows the study it is in. Only a name from the list reaches
     * the store, so a path can never leave the results folder.
     */
    private Answer stored(String address, Renderer renderer) {
        Optional<Address> asked = parsed(address);
        String name = asked.map(Address::study).orElse(address);
        boolean known = asked.isPresent()
                && workspace.list().stream()
                        .anyMatch(listing ->
                                listing.kind().equals("study") && listing.name().equals(name));
        if (!known) {
            return notFound("there is no study '" + printable(name) + "'");
        }
        try {
            StudyResult result = workspace.show(address);
            Optional<String> metric = asked.flatMap(Address::metric);
            boolean there = metric.isEmpty()
                    || result.outcomes().stream()
                            .anyMatch(o -> o.estimand().metric().equals(metric.get()));
            return there
                    ? renderer.of(result)
                    : notFound("study '" + printable(name) + "' has no metric '" + printable(metric.get()) + "'");
        } catch (CoveyException e) {
            return Answer.text(
                    e.exit() == Exit.INPUT ? 404 : 503,
                    e.getMessage() + (e.advice().isEmpty() ? "" : "; " + e.advice()));
        }
    }

    /** How far people are with the labels of a study. */
    private Answer sheet(String name) {
        boolean labelled =
                workspace.list().stream().anyMatch(l -> labelled(l) && l.name().equals(name));
        if (!labelled) {
            return notFound("there is no label evaluation '" + printable(name) + "'");
        }
        try {
            return Answer.list(workspace.labels().page(name).html());
        } catch (CoveyException e) {
            return Answer.text(503, e.getMessage() + (e.advice().isEmpty() ? "" : "; " + e.advice()));
        }
    }

    private static boolean labelled(Listing listing) {
        return listing.kind().equals("study") && listing.detail().startsWith("label_evaluation");
    }

    private static Optional<Address> parsed(String address) {
        try {
            return Optional.of(Address.parse(address));
        } catch (SpecificationException _) {
            return Optional.empty();
        }
    }

    private static Answer notFound(String what) {
        return Answer.text(404, what + "; / lists the studies");
    }

    private List<StudyLine> studies() {
        return workspace.list().stream()
                .filter(listing -> listing.kind().equals("study"))
                .map(this::line)
                .toList();
    }

    private StudyLine line(Listing listing) {
        String name = URLEncoder.encode(listing.name(), StandardCharsets.UTF_8);
        List<StudyLine.Plan> beside = new ArrayList<>(plans(listing.name()));
        if (labelled(listing)) {
            beside.add(new StudyLine.Plan("Label sheet", SHEET + name, "what people have labelled so far"));
        }
        return new StudyLine(
                listing.name(), listing.label(), listing.detail(), PAGE + name, latest(listing.name()), beside);
    }

    private Optional<StudyLine.Latest> latest(String study) {
        try {
            if (workspace.runs(study).isEmpty()) {
                return Optional.empty();
            }
            StudyResult result = workspace.show(study);
            return Optional.of(new StudyLine.Latest(result.run(), new Headline(Scorecard.of(result)).text()));
        } catch (CoveyException e) {
            return Optional.of(new StudyLine.Latest("", "cannot be read: " + e.getMessage()));
        }
    }

    private List<StudyLine.Plan> plans(String study) {
        List<StudyLine.Plan> plans = new ArrayList<>();
        PLANS.forEach((suffix, title) -> {
            try {
                StudyResult plan = workspace.show(study + suffix);
                String page = PAGE + URLEncoder.encode(study, StandardCharsets.UTF_8) + suffix;
                plans.add(new StudyLine.Plan(title, page, new Headline(Scorecard.of(plan)).text()));
            } catch (CoveyException _) {
                // none was made, or it cannot be read; its own address says which
            }
        });
        return plans;
    }

    private String listing() {
        ArrayNode all = JSON.createArrayNode();
        for (StudyLine study : studies()) {
            ObjectNode one = all.addObject();
            one.put("name", study.name());
            one.put("label", study.label());
            one.put("detail", study.detail());
            one.put("page", study.page());
            ArrayNode plans = one.putArray("plans");
            study.plans()
                    .forEach(plan -> plans.addObject().put("page", plan.page()).put("headline", plan.headline()));
            study.latest()
                    .ifPresentOrElse(
                            latest -> one.put("run", latest.run()).put("headline", latest.headline()),
                            () -> one.putNull("run").putNull("headline"));
        }
        return JSON.writeValueAsString(all);
    }

    private static String printable(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}_. @/-]", "?");
    }
}
