/**
 * What is counted: requests and how long they took, what waits, what came from memory, which index serves, what became of
 * a language model's work and what the process uses, as Prometheus reads it (text format 0.0.4).
 */

import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { z } from 'zod';
import type { ModelUse, Service } from '../api/service.js';
import { describeRoute } from './log.js';
import type { WorkLoad } from './work.js';

/** Seconds: a reply from memory, a question over few documents, over many, one that waited. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const getMetrics = createRoute({
  method: 'get',
  path: '/metrics',
  summary: 'Metrics for Prometheus',
  responses: { 200: { description: 'Text format.', content: { 'text/plain': { schema: z.string() } } } },
});

/** `readLoad`: null for a service that bounds nothing. */
export interface MeteredService {
  readonly service: Service;
  readonly readLoad: (() => WorkLoad) | null;
}

export interface Metrics {
  /** Counts every request that passes; goes before whatever may refuse one. */
  readonly count: MiddlewareHandler;
  /** Serves the counts; goes behind the guard. */
  addRoute(app: OpenAPIHono): void;
}

export function createMetrics({ service, readLoad }: MeteredService): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const labelNames = ['route', 'method'] as const;
  const requests = new Counter({
    name: 'wenju_requests_total',
    help: 'Requests answered.',
    labelNames: [...labelNames, 'status'] as const,
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'wenju_request_duration_seconds',
    help: 'Seconds until the head of a reply was there.',
    labelNames,
    buckets: BUCKETS,
    registers: [registry],
  });
  addGauges(registry, service, readLoad);
  return {
    async count(context, next) {
      const stop = seconds.startTimer();
      await next();
      const { method } = context.req;
      const labels = { route: describeRoute(context), method: KNOWN_METHODS.has(method) ? method : 'other' };
      requests.inc({ ...labels, status: context.res.status });
      stop(labels);
    },
    addRoute(app) {
      app.openAPIRegistry.registerPath(getMetrics);
      app.get(getMetrics.path, async (context) =>
        context.body(await registry.metrics(), 200, { 'Content-Type': registry.contentType }),
      );
    },
  };
}

/** A label a client could choose would make as many series as it likes. */
const KNOWN_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS']);

function addGauges(registry: Registry, service: Service, readLoad: (() => WorkLoad) | null): void {
  const addGauge = (name: string, help: string, read: () => number): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  };
  addGauge('wenju_ready', 'Whether questions are answered.', () => (service.readiness().ready ? 1 : 0));
  addGauge('wenju_documents', 'Documents in the index that serves.', () => service.readiness().documents);
  addGauge('wenju_passages', 'Passages in the index that serves.', () => service.readiness().passages);
  new Gauge({
    name: 'wenju_index_info',
    help: 'The index that serves, as a label.',
    labelNames: ['version', 'model'] as const,
    registers: [registry],
    collect() {
      const { indexVersion, model } = service.readiness();
      this.reset();
      this.set({ version: indexVersion ?? 'none', model }, 1);
    },
  });
  const addCounter = (name: string, help: string, read: () => number): void => {
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  };
  addModelCounters(registry, service, addCounter);
  if (readLoad === null) return;
  addGauge('wenju_questions_working', 'Questions being worked on.', () => readLoad().working);
  addGauge('wenju_questions_waiting', 'Questions that wait.', () => readLoad().waiting);
  addGauge('wenju_replies_kept', 'Replies kept in memory.', () => readLoad().keptReplies);
  addCounter('wenju_replies_from_memory_total', 'Questions answered from memory.', () => readLoad().hits);
  addCounter('wenju_replies_worked_total', 'Questions worked on.', () => readLoad().misses);
  addCounter('wenju_questions_refused_total', 'Questions refused because too many waited.', () => readLoad().refused);
}

type AddCounter = (name: string, help: string, read: () => number) => void;

/** Nothing where no language model is configured. */
function addModelCounters(registry: Registry, service: Service, addCounter: AddCounter): void {
  if (service.modelUse() === null) return;
  const addNamed = (
    name: string,
    help: string,
    label: string,
    read: (use: ModelUse) => Readonly<Record<string, number>>,
  ) =>
    new Counter({
      name,
      help,
      labelNames: [label],
      registers: [registry],
      collect() {
        const use = service.modelUse();
        this.reset();
        for (const [key, count] of Object.entries(use === null ? {} : read(use))) this.inc({ [label]: key }, count);
      },
    });
  addCounter(
    'wenju_language_model_calls_total',
    'Times the language model was asked.',
    () => service.modelUse()?.calls ?? 0,
  );
  addCounter(
    'wenju_language_model_seconds_total',
    'Seconds it was waited for.',
    () => service.modelUse()?.seconds ?? 0,
  );
  addNamed(
    'wenju_language_model_failures_total',
    'Calls that gave no whole text.',
    'reason',
    ({ failures }) => failures,
  );
  addNamed(
    'wenju_written_answers_total',
    'Answers it was to write: written, or why not.',
    'outcome',
    ({ answers }) => answers,
  );
  addNamed('wenju_removed_sentences_total', 'Sentences of it that were removed.', 'reason', ({ removed }) => removed);
}
