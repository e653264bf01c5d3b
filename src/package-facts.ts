import { createRequire } from 'node:module';

interface PackageManifest {
  name: string;
  version: string;
  homepage: string;
}

// `with { type: 'json' }` prints an experimental warning on Node 20, so the manifest is required.
const manifest = createRequire(import.meta.url)('../package.json') as PackageManifest;

/** The package's name on npm. */
export const name = manifest.name;
/** The package's version. */
export const version = manifest.version;
/** The project's home; the pages of rules are below it. */
export const homepage = manifest.homepage;
