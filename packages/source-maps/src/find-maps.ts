import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { checkMap } from './check-map.ts'
import { debugIdOfBytes, readDebugId } from './debug-id.ts'

/** A script or style sheet of a build, with its source map or the reason why there is none to upload. */
export type BuiltFile = { file: string } & ({ map: FoundMap } | { refused: string })

export interface FoundMap {
  /** Path of the map below the directory; undefined where it is inside the script. */
  path: string | undefined
  bytes: Buffer
  debugId: string
}

const scriptFile = /\.(?:[cm]?js|css)$/
const mapComment = /\/[/*][#@] ?sourceMappingURL=(\S+?)(?:\s*\*\/)?\s*$/gm
const idComment = /\/\/[#@] debugId=([\da-f-]{32,36})\s*$/im
/** The debug id in a script, inserted by our plugin or Sentry's. */
const toldId = /_(?:sentryD|d)ebugIds\b.{0,200}?["'`]([\da-f-]{36})["'`]/

/** Finds the scripts and style sheets in a directory, in the order of their names, each with its map. */
export async function findMaps(dir: string): Promise<BuiltFile[]> {
  const names = await readdir(dir, { recursive: true })
  const files = names.filter((name) => scriptFile.test(name)).sort()
  return Promise.all(files.map((file) => findMap(dir, file.split(sep).join('/'))))
}

async function findMap(dir: string, file: string): Promise<BuiltFile> {
  const code = await readFile(join(dir, file), 'utf8')
  try {
    const found = await readMap(dir, file, [...code.matchAll(mapComment)].at(-1)?.[1])
    const { debugId } = checkMap(parse(found.bytes))
    const own = readDebugId(toldId.exec(code)?.[1]) ?? debugId ?? readDebugId(idComment.exec(code)?.[1])
    return { file, map: { ...found, debugId: own ?? debugIdOfBytes(found.bytes) } }
  } catch (error) {
    return { file, refused: (error as Error).message }
  }
}

async function readMap(dir: string, file: string, url: string | undefined): Promise<Omit<FoundMap, 'debugId'>> {
  if (url?.startsWith('data:')) return { path: undefined, bytes: Buffer.from(await (await fetch(url)).arrayBuffer()) }
  const beside = url === undefined || /^[a-z]+:/i.test(url) ? undefined : join(dir, dirname(file), decodeURI(url))
  for (const path of [beside, join(dir, `${file}.map`)]) {
    // a map outside the directory is not of this build
    if (path === undefined || relative(dir, path).startsWith('..')) continue
    const bytes = await readFile(path).catch(() => undefined)
    if (bytes) return { path: relative(dir, path), bytes }
  }
  throw new Error('no source map: let the build write one')
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString())
  } catch {
    throw new Error('the source map is not JSON')
  }
}
