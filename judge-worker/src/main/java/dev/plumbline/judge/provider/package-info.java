/** Calling an LLM endpoint. Another provider is one class here. */
@NullMarked
package dev.plumbline.judge.provider;

import org.jspecify.annotations.NullMarked;
