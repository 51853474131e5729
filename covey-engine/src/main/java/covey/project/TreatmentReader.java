package covey.project;

import covey.method.Study;
import covey.metric.Location;
import covey.metric.Model;
import covey.project.source.Faults;
import covey.project.source.MapView;
import covey.project.source.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code treatment:} of a study: the exposures and the arms. */
final class TreatmentReader {
    private static final BigDecimal TOLERANCE = new BigDecimal("1e-9");

    private final Faults faults;
    private final Register<Model> models;
    private final LinkReader links;

    TreatmentReader(Faults faults, Register<Model> models, LinkReader links) {
        this.faults = faults;
        this.models = models;
        this.links = links;
    }

    Optional<Study.Treatment> read(MapView view, String unit) {
        MapView exposures = view.map("exposures").orElseThrow();
        Optional<Model> model = models.resolve(exposures.text("model", ""), exposures.at("model"));
        if (model.isPresent() && !links.leads(model.get(), unit)) {
            faults.add(
                    exposures.at("model"),
                    "exposures model '" + model.get().name() + "' has no column for unit '" + unit
                            + "' and no link leads there",
                    "give one of its columns entity: {name: " + unit + ", type: foreign}, or declare a link");
        }
        List<Study.Arm> arms = arms(view);
        return model.map(m -> new Study.Treatment(
                m.name(),
                exposures.text("arm", "arm"),
                exposures.text("filter", ""),
                exposures.text("valid", ""),
                exposures.text("duplicates", "exclude"),
                arms,
                view.location()));
    }

    private List<Study.Arm> arms(MapView treatment) {
        MapView view = treatment.map("arms").orElseThrow();
        Location at = treatment.at("arms");
        if (view.entries().size() < 2) {
            faults.add(
                    at,
                    "a comparison needs two arms or more, not " + view.entries().size(),
                    "add an arm");
            return List.of();
        }
        Optional<String> control = control(view, at);
        shares(view, at);
        List<Study.Arm> arms = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        for (Value.Entry entry : view.entries()) {
            MapView arm = view.map(entry.key()).orElseThrow();
            String value = arm.text("value", entry.key());
            String other = values.putIfAbsent(value, entry.key());
            if (other != null) {
                faults.add(
                        entry.location(),
                        "arms '" + other + "' and '" + entry.key() + "' have the same value '" + value + "'",
                        "give each arm its own value");
            }
            arms.add(new Study.Arm(
                    entry.key(),
                    value,
                    arm.number("share").orElse(0),
                    control.filter(entry.key()::equals).isPresent(),
                    served(arm, value)));
        }
        return arms;
    }

    /** The value with its type; rows of a log hold it as text, or the arm's name when it is an object. */
    private static Object served(MapView arm, String otherwise) {
        return arm.entries().stream()
                .filter(e -> e.key().equals("value") && arm.has("value"))
                .map(e -> e.value().plain())
                .findFirst()
                .orElse(otherwise);
    }

    private Optional<String> control(MapView arms, Location at) {
        List<String> controls = arms.entries().stream()
                .map(Value.Entry::key)
                .filter(name -> arms.map(name)
                        .filter(a -> a.text("role", "").equals("control"))
                        .isPresent())
                .toList();
        if (controls.size() > 1) {
            faults.add(
                    at,
                    "several arms have role: control: " + String.join(", ", controls),
                    "exactly one arm is the reference");
            return Optional.empty();
        }
        if (controls.size() == 1) {
            return Optional.of(controls.getFirst());
        }
        Optional<MapView> named = arms.map("control").filter(a -> !a.has("role"));
        if (named.isEmpty()) {
            faults.add(at, "no arm has role: control", "give the reference arm role: control");
        }
        return named.map(n -> "control");
    }

    /** Decimal arithmetic: 0.1 + 0.2 + 0.7 is one here. */
    private void shares(MapView arms, Location at) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Value.Entry entry : arms.entries()) {
            if (entry.value() instanceof Value.Mapping m && m.get("share") instanceof Value.Scalar s) {
                sum = sum.add(s.number().orElse(BigDecimal.ZERO));
            }
        }
        if (sum.subtract(BigDecimal.ONE).abs().compareTo(TOLERANCE) > 0) {
            faults.add(
                    at,
                    "the shares of the arms sum to " + sum.stripTrailingZeros().toPlainString() + ", not 1",
                    "shares are fractions of the units in the study, such as 0.5 and 0.5");
        }
    }
}
