import { cp, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import vm from 'node:vm'
import { build, type Plugin } from 'vite'
import { temporaryDir } from './databases.ts'

const sources = fileURLToPath(new URL('./shop', import.meta.url))

export interface BuiltShop {
  /** Directory of the build. */
  dir: string
  /** Path of its script, from the root of the site: /assets/main-BxKdaZQw.js */
  script: string
  code: string
  /** Empty where a plugin deleted it. */
  map: string
  /** Runs the build as if it were at this URL, and returns the error that it throws, as the SDK sends it. */
  fail(url?: string): { name: string; message: string; stack: string; debugIds?: Record<string, string> }
}

export interface ShopOptions {
  /** Number of functions that this build has beside, so that the minifier names all others differently. */
  extraFunctions?: number
  plugins?: Plugin[]
  /** Rollup's pattern of file names. */
  entryFileNames?: string
}

/** Builds a small shop as production does: TypeScript, minified, with source maps. */
export async function buildShop({ extraFunctions = 0, plugins, entryFileNames }: ShopOptions = {}): Promise<BuiltShop> {
  const { root, dir } = await copyShop(extraFunctions)
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    plugins: plugins ?? [],
    build: {
      outDir: dir,
      sourcemap: true,
      target: 'es2022',
      rollupOptions: { input: `${root}/src/main.ts`, output: { ...(entryFileNames && { entryFileNames }) } },
    },
  })
  const [{ output }] = [built].flat() as unknown as [{ output: { type: string; fileName: string }[] }]
  const script = `/${output.find(({ type }) => type === 'chunk')?.fileName}`
  return readShop(dir, script)
}

/** Copies the sources of the shop into a project of their own, which is built into `dir`. */
async function copyShop(extraFunctions: number): Promise<{ root: string; dir: string }> {
  const root = await temporaryDir()
  await cp(sources, `${root}/src`, { recursive: true })
  if (extraFunctions > 0) await writeFile(`${root}/src/extras.ts`, extraModule(extraFunctions))
  return { root, dir: `${root}/dist` }
}

/** Reads what was built. */
async function readShop(dir: string, script: string): Promise<BuiltShop> {
  const code = await readFile(dir + script, 'utf8')
  const map = await readFile(`${dir}${script}.map`, 'utf8').catch(() => '')
  return { dir, script, code, map, fail }

  function fail(url = `https://shop.example${script}`) {
    const context = vm.createContext({ console: { info() {} } }) as Record<string, Record<string, string> | undefined>
    new vm.Script(code, { filename: url }).runInContext(context)
    try {
      vm.runInContext('pay()', context, { filename: 'https://shop.example/' })
    } catch (error) {
      const { name, message, stack = '' } = error as Error
      // Node puts the line of code before it, and this file's frames after it
      const frames = stack.split('\n').filter((line) => line.includes(`(${url}:`))
      // where build plugins tell debug ids, each by a stack of its script
      const told = Object.values({ ...context['_sentryDebugIds'], ...context['_debugIds'] })
      const debugIds = told[0] === undefined ? {} : { debugIds: { [url]: told[0] } }
      return { name, message, ...debugIds, stack: [`${name}: ${message}`, ...frames].join('\n') }
    }
    throw new Error('the shop did not fail')
  }
}

/** Functions that call each other, so that none is inlined. */
function extraModule(count: number): string {
  const functions = Array.from({ length: count }, (_, n) => {
    const next = (n + 1) % count
    return `function extra${n}(value) { return value > ${n + 3} ? value : extra${next}(value + 1) }`
  })
  return `${functions.join('\n')}\nexport const extras = [${functions.map((_, n) => `extra${n}`)}]\n`
}
