/** Whether what is sent arrives, is understood, and is counted: one look at a live installation. */
@NullMarked
package dev.plumbline.standalone.doctor;

import org.jspecify.annotations.NullMarked;
