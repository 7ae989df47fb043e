/** The service that is configured: over the index in files here, or over one in a cluster. */

import type { Service } from '../api/service.js';
import type { Config } from '../settings/config.js';
import { openClusterService } from './cluster/service.js';
import { openService, type ServiceOptions } from './service.js';

export type OpeningOptions = Pick<ServiceOptions, 'startsModel'>;

/** Throws what opening the index throws, and WenjuError STORE_UNREACHABLE or STORE_REFUSED of a cluster. */
export function openConfiguredService(config: Config, options: OpeningOptions = {}): Promise<Service> {
  return config.store === 'opensearch' ? openClusterService(config, options) : openService(config, options);
}
