package dev.plumbline.ingest.auth;

import java.util.List;

/**
 * What a sender shows of itself.
 *
 * @param authorization the values of all Authorization headers
 */
public record Presented(List<String> authorization) {
  /** The header of a request, and the metadata of a call. */
  public static final String HEADER = "authorization";
}
