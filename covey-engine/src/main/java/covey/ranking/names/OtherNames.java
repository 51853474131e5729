package covey.ranking.names;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Names that trec_eval, ranx and others write, and what they are here. A {@code #} stands for a number at the end of the name:
 * {@code ndcg_cut_10}, also {@code ndcg_cut.10}.
 */
final class OtherNames {
    private static final List<Pair> ALL = List.of(
            // trec_eval
            pair("P_#", "P@#"),
            pair("recall_#", "R@#"),
            pair("success_#", "Success@#"),
            pair("relative_P_#", "relative_P@#"),
            pair("map_cut_#", "AP@#"),
            pair("ndcg_cut_#", "nDCG@#"),
            pair("unj_#", "Unjudged@#"),
            pair("iprec_at_recall_#", "IPrec@#"),
            pair("Rprec_mult_#", "Rprec_mult@#"),
            pair("set_F_#", "SetF(x=#)"),
            pair("utility_#", "utility(weights=#)"),
            pair("map", "AP"),
            pair("gm_map", "GMAP"),
            pair("gm_bpref", "GMBpref"),
            pair("recip_rank", "RR"),
            pair("11pt_avg", "IPrec_mean"),
            pair("set_P", "SetP"),
            pair("set_relative_P", "relative_P"),
            pair("set_recall", "SetR"),
            pair("set_F", "SetF"),
            pair("set_map", "SetAP"),
            pair("ndcg_rel", "nDCG_rel"),
            pair("ideal_dcg", "iDCG"),
            pair("rbp", "RBP(p=0.9)"),
            pair("rbp_resid", "RBP_resid(p=0.9)"),
            pair("num_ret", "NumRet"),
            pair("num_rel", "NumRel"),
            pair("num_rel_ret", "NumRelRet"),
            pair("num_nonrel_judged_ret", "NumNonRelRet"),
            // ir-measures
            pair("SetRelP", "relative_P"),
            // ranx and recommender libraries
            pair("precision", "P"),
            pair("recall", "R"),
            pair("mrr", "RR"),
            pair("r_precision", "Rprec"),
            pair("f1", "F"),
            pair("hit", "Success"),
            pair("hit_rate", "Success"),
            pair("map_min", "AP_min"),
            pair("map_k", "AP_k"),
            pair("ndcg_burges", "nDCG(gain=exponential)"),
            pair("dcg_burges", "DCG(gain=exponential)"),
            pair("ndcg_jarvelin", "nDCG(discount=jarvelin)"),
            pair("partial_auc", "pAUC"),
            pair("average_precision_score", "AP_step"));

    private OtherNames() {}

    private record Pair(String other, String here) {}

    private static Pair pair(String other, String here) {
        return new Pair(other, here);
    }

    /** The name here of one written otherwise; empty when it is none of those. */
    static Optional<WrittenName> resolved(WrittenName name) {
        for (Pair pair : ALL) {
            Optional<String> number = number(pair.other(), name.base());
            if (number.isPresent()) {
                return WrittenName.of(pair.here().replace("#", number.get().replace(',', ' ')))
                        .map(name::over);
            }
        }
        return Optional.empty();
    }

    /** What stands for the number; empty text when the name has none, nothing when it is another name. */
    private static Optional<String> number(String other, String base) {
        if (!other.endsWith("_#")) {
            return other.equalsIgnoreCase(base) ? Optional.of("") : Optional.empty();
        }
        int head = other.length() - 2;
        boolean same = base.length() > head + 1
                && base.regionMatches(true, 0, other, 0, head)
                && "_.".indexOf(base.charAt(head)) >= 0
                && "-0123456789".indexOf(base.charAt(head + 1)) >= 0;
        return same ? Optional.of(base.substring(head + 1)) : Optional.empty();
    }

    /** All of these names; those that end in a number with that of the given one, if it has one. */
    static List<String> like(String base) {
        String number = base.replaceFirst("^.*[^0-9.]", "");
        List<String> names = new ArrayList<>();
        for (Pair pair : ALL) {
            if (!pair.other().endsWith("#")) {
                names.add(pair.other());
            } else if (!number.isEmpty()) {
                names.add(pair.other().replace("#", number));
            }
        }
        return names;
    }
}
