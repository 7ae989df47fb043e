/** The service that is configured: over the index in files here, or over one in a cluster. */

import type { Service } from '../api/service.js';
import type { Config } from '../settings/config.js';
import { openService, type ServiceOptions } from './service.js';

export type OpeningOptions = Pick<ServiceOptions, 'startsModel'>;

/** Throws what opening the index throws, and WenjuError STORE_UNREACHABLE or STORE_REFUSED of a cluster. */
export async function openConfiguredService(config: Config, options: OpeningOptions = {}): Promise<Service> {
  if (config.store !== 'opensearch') return openService(config, options);
  // Its client is a quarter of all that would be loaded.
  const { openClusterService } = await import('./cluster/service.js');
  return openClusterService(config, options);
}
