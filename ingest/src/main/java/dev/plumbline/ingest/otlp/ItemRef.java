package dev.plumbline.ingest.otlp;

/**
 * One span or log record inside a request.
 *
 * @param resource index of the frame of its resource
 * @param scope index of the frame of its scope
 * @param start first byte of the message
 * @param length bytes of the message
 */
public record ItemRef(int resource, int scope, int start, int length) {}
