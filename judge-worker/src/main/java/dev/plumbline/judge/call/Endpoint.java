package dev.plumbline.judge.call;

import dev.plumbline.judge.provider.EndpointConfig;
import dev.plumbline.judge.provider.JudgeClient;

/**
 * One judge, shared by all rubrics.
 *
 * @param config who it is
 * @param client calls it
 * @param circuit whether it may be called
 */
public record Endpoint(EndpointConfig config, JudgeClient client, Circuit circuit) {}
