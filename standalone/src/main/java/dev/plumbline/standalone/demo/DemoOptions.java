package dev.plumbline.standalone.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the demo runs.
 *
 * @param seed everything generated follows from it
 * @param headless run until the end of the scenario, then check that every count balances
 * @param report where the JSON report goes
 * @param harmless ship a v7 that changes nothing
 * @param consolePort 0 for a free port
 * @param grpcPort 0 for a free port
 * @param httpPort 0 for a free port
 * @param dataDir broker log and local state; emptied by the caller
 */
public record DemoOptions(
    long seed,
    boolean headless,
    Optional<Path> report,
    boolean harmless,
    int consolePort,
    int grpcPort,
    int httpPort,
    Path dataDir) {}
