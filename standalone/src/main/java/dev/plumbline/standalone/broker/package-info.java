/** The one-machine broker: a real KRaft Kafka in this JVM. Only this package knows its classes. */
@NullMarked
package dev.plumbline.standalone.broker;

import org.jspecify.annotations.NullMarked;
