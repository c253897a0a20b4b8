/** The config on disk beside the config in effect, for the page to tell. */
@NullMarked
package dev.plumbline.console.config;

import org.jspecify.annotations.NullMarked;
