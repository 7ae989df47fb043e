/** Ten thousand nonsensical requests to the real service: none fails, none takes a second, and it is what it was. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { quantile } from '../../src/evaluate/metrics.js';
import { describeRequest, fuzzedRequests, send } from './fuzzed.js';
import { prepareLoadIndex, readMetrics, startService } from './running.js';
import { milliseconds, tell } from './told.js';

const REQUESTS = Number(process.env.WENJU_FUZZ_REQUESTS ?? 10_000);
/** As many as are answered without waiting for one another: what is measured is each one's own time. */
const AT_ONCE = 2;
const WITHIN_MS = 1_000;

it(`answers ${REQUESTS} fuzzed requests`, async () => {
  const environment = { WENJU_ADMIN_KEY: 'the admin key of nobody' };
  const service = await startService({ ...(await prepareLoadIndex()), environment });
  try {
    const describeService = async () => (await fetch(`${service.url}/openapi.json`)).text();
    const reply = async () => {
      const asked = await fetch(`${service.url}/v1/ask?q=${encodeURIComponent('荆门2024年GDP增长目标')}&topK=1`);
      return Object.keys(Object(await asked.json())).join();
    };
    const before = [await describeService(), await reply()];
    const requests = fc.sample(fuzzedRequests, REQUESTS);
    const faults: string[] = [];
    const times: number[] = [];
    const statuses = new Map<number, number>();
    let next = 0;
    const sendOn = async (): Promise<void> => {
      for (let request = requests[next++]; request; request = requests[next++]) {
        const { status, ms } = await send(service.url, request, 10 * WITHIN_MS);
        times.push(ms);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status === 0 || status === 500 || ms > WITHIN_MS) {
          faults.push(`${status} after ${Math.round(ms)} ms: ${describeRequest(request)}`);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sendOn));
    const metrics = await readMetrics(service.url);
    const told = [...statuses].sort(([a], [b]) => a - b).map(([status, count]) => `${status}: ${count}`);
    const late = times.filter((time) => time > WITHIN_MS).length;
    tell('fuzzed requests, by status', 'no 0, no 500', told.join(', '));
    tell('over a second', '0', `${late}; longest ${milliseconds(Math.max(...times))}`);
    tell('median, p99', 'told', `${milliseconds(quantile(times, 0.5))}, ${milliseconds(quantile(times, 0.99))}`);
    tell('the process', 'as before', `exit code ${service.process.exitCode}, ${metrics('wenju_ready')} ready`);
    const after = [await describeService(), await reply()];
    tell('its description and replies', 'as before', after.join() === before.join() ? 'as before' : 'others');
    for (const fault of faults.slice(0, 10)) console.log(fault);
    expect(faults).toHaveLength(0);
    expect(after).toEqual(before);
    expect(service.process.exitCode).toBeNull();
    expect(service.errors()).not.toContain('Unexpected');
  } finally {
    await service.stop();
  }
});
