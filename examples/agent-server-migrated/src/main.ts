import { start } from './server.js';
import { getConfiguration } from './utilities/configuration.js';
import { logger } from './utilities/logger.js';

const server = await start(getConfiguration().port);
logger.info('server_started', { port: server.port });

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    logger.info('server_stopping', { signal });
    void server.close();
  });
}
