package covey.data;

import covey.metric.Schema;
import java.time.Instant;
import java.util.Optional;

/**
 * Items of a population, labels that people gave to a sample of them, and what a judge said of all.
 *
 * @param schema tables
 * @param asOf nothing later than this is read
 * @param items the population
 * @param labels the labels
 * @param judge labels of a model; empty when none is declared
 */
public record LabelRequirement(
        Schema schema, Instant asOf, ItemSource items, LabelSource labels, Optional<JudgeSource> judge)
        implements Requirement {
    /**
     * The population: one row per item.
     *
     * @param model model
     * @param filter SQL condition; empty for all rows
     * @param item column of the item
     * @param probability column of the inclusion probability; empty where all items of a stratum were as likely
     * @param stratum column of the stratum; empty for one
     */
    public record ItemSource(String model, String filter, String item, String probability, String stratum) {}

    /**
     * The sample: one row per item and rater; a row without a label is an item that was drawn and not labelled.
     *
     * @param model model
     * @param filter SQL condition; empty for all rows
     * @param item column of the item
     * @param rater column of the rater; empty for one
     * @param label column of the label, a number or a truth value
     */
    public record LabelSource(String model, String filter, String item, String rater, String label) {}

    /**
     * What a model says of items.
     *
     * @param model model
     * @param filter SQL condition; empty for all rows
     * @param item column of the item
     * @param label column of the label
     */
    public record JudgeSource(String model, String filter, String item, String label) {}
}
