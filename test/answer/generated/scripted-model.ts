/**
 * A language model that says what a test has it say: a real HTTP server in OpenAI's shape, with events as they come from one.
 * Its script sees what it was asked, so that it can cite what it was given.
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** One thing that it does. */
export type Step =
  /** A piece of text. */
  | { readonly text: string }
  /** A delta of another kind: a call of a tool, thoughts, a refusal. */
  | { readonly delta: Readonly<Record<string, unknown>> }
  /** Bytes as they are. */
  | { readonly raw: string }
  | { readonly waitMs: number }
  | { readonly until: Promise<unknown> }
  /** Another status than 200, and nothing else. */
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** The connection ends, as when its process dies. */
  | { readonly cut: true }
  /** The text ends; without it the connection closes as if it had. */
  | { readonly finish: string };

/** What it was asked, as far as a script needs it. */
export interface SeenRequest {
  readonly system: string;
  readonly user: string;
  /** Id of the passage that has these words; `zzzz` where none has. */
  idOf(words: string): string;
  readonly ids: readonly string[];
}

export type Script = (request: SeenRequest) => readonly Step[];

export interface ScriptedModel {
  /** In front of `/chat/completions`. */
  readonly baseUrl: string;
  /** What it does from now on. */
  play(script: Script): void;
  readonly seen: readonly SeenRequest[];
  /** Headers of the last call. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Calls whose asker has left before they were done. */
  readonly left: number;
  close(): Promise<void>;
}

/** Text in pieces of a few characters, and its end. */
export function say(text: string, size = 5): Step[] {
  const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
    text.slice(at * size, (at + 1) * size),
  );
  return [...pieces.map((piece) => ({ text: piece })), { finish: 'stop' }];
}

export async function startScriptedModel(): Promise<ScriptedModel> {
  let script: Script = () => say('状态：not_found');
  let headers: ScriptedModel['headers'] = {};
  let left = 0;
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    void answer(request, response);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.endsWith('/models')) {
      response.setHeader('Content-Type', 'application/json').end('{"object":"list","data":[]}');
      return;
    }
    headers = request.headers;
    let isDone = false;
    response.once('close', () => {
      if (!isDone) left += 1;
    });
    const asked = readRequest(JSON.parse(await readBody(request)));
    seen.push(asked);
    for (const step of script(asked)) {
      if (response.destroyed) return;
      if ('status' in step) {
        isDone = true;
        response.writeHead(step.status, { 'Content-Type': 'application/json', ...step.headers }).end(step.body ?? '{}');
        return;
      }
      if ('waitMs' in step) {
        await wait(step.waitMs);
        continue;
      }
      if ('until' in step) {
        await step.until;
        continue;
      }
      if (!response.headersSent) response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      if ('cut' in step) {
        isDone = true;
        response.destroy();
        return;
      }
      if ('raw' in step) response.write(step.raw);
      else if ('finish' in step) response.write(`${frame({}, step.finish)}data: [DONE]\n\n`);
      else response.write(frame('text' in step ? { content: step.text } : step.delta, null));
      // Each in an event of its own, as from a model.
      await new Promise((resolve) => setImmediate(resolve));
    }
    isDone = true;
    response.end();
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    play(next) {
      script = next;
    },
    seen,
    get headers() {
      return headers;
    },
    get left() {
      return left;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function frame(delta: Readonly<Record<string, unknown>>, finished: string | null): string {
  const choices = [{ index: 0, delta, finish_reason: finished }];
  return `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', created: 0, model: 'x', choices })}\n\n`;
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request) body += piece;
  return body;
}

function readRequest({ messages }: { readonly messages: readonly { readonly content: string }[] }): SeenRequest {
  const [system = '', user = ''] = messages.map(({ content }) => content);
  const passages = user.split(/^(?=\[[a-z]\d[a-z]\d\] )/m).slice(1);
  return {
    system,
    user,
    idOf: (words) => passages.find((passage) => passage.includes(words))?.slice(1, 5) ?? 'z9z9',
    ids: passages.map((passage) => passage.slice(1, 5)),
  };
}
