package dev.plumbline.console.config;

import java.util.List;

/**
 * One file of the config directory as the page tells of it.
 *
 * @param file relative path
 * @param what what the file says, in words
 * @param state {@code in_effect}; {@code waiting}: good, and not seen in effect yet; {@code
 *     refused}; {@code restart}: good, and a restart brings it into effect; {@code unknown}: not
 *     here to be compared
 * @param inEffect hash of what is in effect; empty when no record tells
 * @param sinceMillis since when; 0 when no record tells
 * @param before hash of what was in effect before; empty when no record tells
 * @param problems why it is refused, or what waits for the restart
 */
public record FileState(
    String file,
    String what,
    String state,
    String inEffect,
    long sinceMillis,
    String before,
    List<String> problems) {}
