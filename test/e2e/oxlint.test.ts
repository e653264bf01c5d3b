import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import userContext from '../../src/index.js';
import { makeClientProject } from './client-project.js';
import { removeScratchDirectory, run, writeFiles } from './consumer.js';
import { guide } from './guide.js';

const minutes = 60_000;

const configuration = guide('oxlint').file('.oxlintrc.json');
