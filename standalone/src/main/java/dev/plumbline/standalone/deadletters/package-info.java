/** Dead letters as an operator handles them: listed, explained, sent again once. */
@NullMarked
package dev.plumbline.standalone.deadletters;

import org.jspecify.annotations.NullMarked;
