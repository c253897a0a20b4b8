package dev.plumbline.standalone.offline;

import dev.plumbline.v1.Interaction;
import java.util.Map;

/**
 * One answer of a dataset.
 *
 * @param id the row's own, or its line number
 * @param good check id to whether people say that the answer is good in that respect
 */
record Row(String id, Interaction interaction, Map<String, Boolean> good) {}
