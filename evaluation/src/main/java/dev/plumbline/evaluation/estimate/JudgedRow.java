package dev.plumbline.evaluation.estimate;

import org.jspecify.annotations.Nullable;

/**
 * One eligible interaction under one judged metric.
 *
 * @param id identity; stands for the session where there is none
 * @param stratum post-stratum: known for every interaction, whether it was asked or not
 * @param pi probability with which the judge was asked, in (0, 1] when it was
 * @param asked whether the judge was asked
 * @param judge its verdict; NONE when not asked
 * @param piHuman probability of a label given that the judge was asked, in (0, 1] when there is one
 * @param human the audit label; NONE when there is none
 * @param session the conversation, when it is known
 * @param u upstream adjusted count: how many interactions this one stands for, 1 without sampling
 */
public record JudgedRow(
    String id,
    String stratum,
    double pi,
    boolean asked,
    Judgement judge,
    double piHuman,
    Judgement human,
    @Nullable String session,
    double u) {}
