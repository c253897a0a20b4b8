/**
 * Strict reading of the small YAML files that give evaluation its parameters: every problem with
 * its line, nothing ignored. Files themselves are read elsewhere.
 */
@NullMarked
package dev.plumbline.evaluation.config;

import org.jspecify.annotations.NullMarked;
