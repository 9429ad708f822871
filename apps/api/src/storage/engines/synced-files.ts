import { fsyncSync } from 'node:fs'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { syncPath } from './sync-path.ts'

interface Stream {
  /** The file's descriptor; a directory has none. */
  nfd?: number
  node: unknown
}

interface Module {
  NODEFS: { realPath(node: unknown): string; stream_ops: { fsync?: (stream: Stream) => number } }
}

/**
 * The file system of the embedded engine, with the operation that PGlite leaves out: it passes PostgreSQL's syncs to
 * the operating system.
 */
export class SyncedFiles extends NodeFS {
  override async init(...[pglite, options]: Parameters<NodeFS['init']>) {
    const { emscriptenOpts } = await super.init(pglite, options)
    const addSync = ({ NODEFS }: Module) => {
      NODEFS.stream_ops.fsync = ({ nfd, node }) => {
        if (nfd === undefined) syncPath(NODEFS.realPath(node))
        else fsyncSync(nfd)
        return 0
      }
    }
    const preRun = [...([emscriptenOpts.preRun ?? []].flat() as unknown[]), addSync]
    return { emscriptenOpts: { ...emscriptenOpts, preRun: preRun as never } }
  }
}
