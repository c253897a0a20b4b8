package dev.plumbline.bench.load;

/**
 * One order to the generator.
 *
 * @param port where the receiver listens on this machine
 * @param workload what to send
 * @param encoding how
 * @param requestsPerSecond how often; 0 only makes the requests ready
 * @param millis for how long
 * @param firstSend the number of the first request
 */
public record SliceCommand(
    int port,
    Workload workload,
    Encoding encoding,
    double requestsPerSecond,
    long millis,
    long firstSend) {}
