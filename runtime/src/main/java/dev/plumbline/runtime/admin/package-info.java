/** The four endpoints that every service answers for operators. */
@NullMarked
package dev.plumbline.runtime.admin;

import org.jspecify.annotations.NullMarked;
