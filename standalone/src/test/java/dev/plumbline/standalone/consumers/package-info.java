/** Consumers of the public topics as others would write them, run as the guide has them. */
@NullMarked
package dev.plumbline.standalone.consumers;

import org.jspecify.annotations.NullMarked;
