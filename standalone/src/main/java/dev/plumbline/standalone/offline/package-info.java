/** Runs the services' own checks over files of answers, with or without labels of people. */
@NullMarked
package dev.plumbline.standalone.offline;

import org.jspecify.annotations.NullMarked;
