/** Calling an LLM endpoint, one class per provider. What is asked and why is not known here. */
@NullMarked
package dev.plumbline.judge.provider;

import org.jspecify.annotations.NullMarked;
