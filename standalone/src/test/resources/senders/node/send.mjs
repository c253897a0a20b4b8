// Records the traces of a file with the OpenTelemetry SDK for Node and exports them.
// node send.mjs FILE grpc|http/protobuf|http/json ENDPOINT gzip|none PAUSE_MS
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter as Grpc } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as Json } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as Protobuf } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';

const EXPORT_MILLIS = 120_000;
const [file, protocol, url, compression, pause] = process.argv.slice(2);
const known = JSON.parse(readFileSync(file, 'utf8'));
const Exporter = { grpc: Grpc, 'http/protobuf': Protobuf, 'http/json': Json }[protocol];
const exporter = new Exporter({ url, compression, timeoutMillis: EXPORT_MILLIS });

let failed = 0;
const send = exporter.export.bind(exporter);
exporter.export = (spans, done) =>
  send(spans, result => {
    if (result.code !== 0) {
      failed++;
      console.error(`export failed: ${result.error}`);
    }
    done(result);
  });

const provider = new BasicTracerProvider({
  resource: resourceFromAttributes(known.resource),
  spanProcessors: [
    new BatchSpanProcessor(exporter, {
      maxExportBatchSize: 64,
      maxQueueSize: 100_000,
      scheduledDelayMillis: 200,
      exportTimeoutMillis: EXPORT_MILLIS,
    }),
  ],
});

/** Parents before children, as an application starts them. */
function record(spans) {
  const recorded = new Map();
  let left = spans;
  while (left.length > 0) {
    const later = [];
    for (const span of left) {
      if (span.parent !== '' && !recorded.has(span.parent)) {
        later.push(span);
        continue;
      }
      const context =
        span.parent === '' ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, recorded.get(span.parent));
      const started = provider.getTracer(span.scope, span.version).startSpan(
        span.name,
        {
          kind: SpanKind[span.kind],
          startTime: new Date(span.startMillis),
          attributes: span.attributes,
        },
        context,
      );
      if (span.error !== undefined) {
        started.setStatus({ code: SpanStatusCode.ERROR, message: span.error });
      }
      recorded.set(span.id, started);
    }
    left = later;
  }
  for (const span of spans) {
    recorded.get(span.id).end(new Date(span.endMillis));
  }
}

for (const spans of known.traces) {
  record(spans);
  await sleep(Number(pause));
}
await provider.forceFlush();
await provider.shutdown();
process.exit(failed === 0 ? 0 : 1);
