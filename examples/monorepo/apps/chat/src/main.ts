import { record } from '@example/context';

import { chatServer } from './server.ts';

const port = Number(process.env['PORT'] ?? 3000);

chatServer().listen(port, '127.0.0.1', () => {
  record(`listening on http://127.0.0.1:${port}`);
});
