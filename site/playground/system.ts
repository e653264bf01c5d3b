import { createSystem } from '@typescript/vfs';

import { declarations } from './declarations.js';

/** The file that is linted. */
export const file = '/project/src/example.tsx';

/** The files of the page: what is linted, and the declarations that it can use. */
export const files = new Map([...declarations(), [file, '\n']]);

/** They as TypeScript reads them. */
export const system = createSystem(files);
