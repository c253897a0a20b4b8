/** How far a judge and people, or two people, agree. */
@NullMarked
package dev.plumbline.evaluation.agreement;

import org.jspecify.annotations.NullMarked;
