import { relative } from 'node:path';

/** A path with forward slashes, on every system. */
export function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}

/** A path as people write it: relative to a directory, with forward slashes. */
export function pathFrom(directory: string, path: string): string {
  return slashed(relative(directory, path));
}
