/** TLS of both servers from mounted PEM files, which are replaced while they run. */
@NullMarked
package dev.plumbline.ingest.tls;

import org.jspecify.annotations.NullMarked;
