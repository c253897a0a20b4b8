package dev.plumbline.ingest.json;

/**
 * A field of a message as JSON knows it.
 *
 * @param number its number on the wire
 * @param repeated whether its value is a list
 * @param bit set when the field was seen; members of a oneof share it
 * @param type what its value, or each element of the list, is
 * @param expected its value or list in words
 */
record JsonField(int number, boolean repeated, long bit, JsonType type, String expected) {}
