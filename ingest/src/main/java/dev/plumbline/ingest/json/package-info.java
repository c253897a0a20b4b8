/**
 * OTLP requests in JSON, turned into the protobuf bytes that everything behind works on. Each token
 * is written as it is read, by tables made from the descriptors, so there is no tree of the request
 * in between whose size a sender would choose, and a new OTLP version needs no code here.
 *
 * <p>Protobuf's own {@code JsonFormat} is not used: it reads ids as base64 where OTLP writes them
 * in hex, so it would need its input rewritten first, it builds two trees, and one wrong value
 * fails the request where OTLP asks to reject the span. What may be accepted, and what becomes of
 * it, is not decided here.
 *
 * <p>More is taken than OTLP demands of a receiver: snake_case keys, names of enum values, base64
 * in either alphabet. A key that is given twice in one object is an error, also as a camelCase and
 * a snake_case key or as two values of one attribute, since receivers do not agree on which one
 * holds. Half of a surrogate pair, which JavaScript leaves when it cuts a text, becomes U+FFFD, as
 * it does in every UTF-8 encoder of a browser.
 */
@NullMarked
package dev.plumbline.ingest.json;

import org.jspecify.annotations.NullMarked;
