import ts from 'typescript';

import { system } from './system.js';

/** TypeScript as the rules use it. In a page it has no files of its own: it is given those of the page. */
const typescript: typeof ts = Object.create(ts, { sys: { value: system } }) as typeof ts;

export default typescript;
