import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Syncs a file or a directory; of a directory that means its list of names. */
export function syncPath(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
