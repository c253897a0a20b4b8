/** A scripted LLM endpoint that speaks the OpenAI wire format. Simulated, and it says so. */
@NullMarked
package dev.plumbline.standalone.llm;

import org.jspecify.annotations.NullMarked;
