/** A real server over a service in memory or a real one. */

import type { Service } from '../../../src/api/service.js';
import { createApp } from '../../../src/serve/app.js';
import { type RunningServer, startServer } from '../../../src/serve/server.js';

/** On this machine, on a free port. */
export function serveNeighbours(service: Service): Promise<RunningServer> {
  return startServer(createApp(service), { host: '127.0.0.1', port: 0 });
}
