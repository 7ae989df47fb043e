/** From the settings to the way to a cluster. */

import type { ConnectionOptions } from '../../index/opensearch/connection.js';
import type { Config } from '../../settings/config.js';

export function connectionOf(config: Config): ConnectionOptions {
  return {
    urls: config.opensearchUrl ?? [],
    user: config.opensearchUser,
    password: config.opensearchPassword,
    caFile: config.opensearchCa,
  };
}
