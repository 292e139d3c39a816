package securitycenter.graph;

import org.springframework.util.unit.DataSize;

/** More than we read of one answer; to ask for less may help. */
class AnswerTooLarge extends GraphSilent {

    AnswerTooLarge(DataSize largest) {
        super(Why.UNREADABLE, "An answer of more than " + largest.toMegabytes() + " MB");
    }
}
