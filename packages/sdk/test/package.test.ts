import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, expect, test } from 'vitest'

const run = promisify(execFile)
const packageDir = fileURLToPath(new URL('..', import.meta.url))
const tsc = fileURLToPath(new URL('../node_modules/.bin/tsc', import.meta.url))

/** An empty project in which the packed tarball is installed. */
let project: string
let tarball: string

// No registry is asked: what a test needs is installed already, and turbo hides from tests how a registry is reached.
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'collector-sdk-'))
  await pnpm('pack', '--pack-destination', project)
  tarball = join(project, (await readdir(project)).find((name) => name.endsWith('.tgz')) ?? '')
  const dependencies = { '@collector/sdk': `file:${tarball}` }
  await writeFile(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies }))
  await run('npm', ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: project })
})

afterAll(() => rm(project, { recursive: true, force: true }))

test('the package contains only the files that users need', async () => {
  const { stdout } = await run('tar', ['-tzf', tarball])
  const files = stdout.trim().split('\n')
  expect(files).toEqual(
    expect.arrayContaining(
      ['README.md', 'package.json', 'dist/collector.js', 'dist/index.d.ts', 'dist/index.js'].map(
        (name) => `package/${name}`,
      ),
    ),
  )
  expect(files.filter((name) => !/^package\/(README\.md|package\.json|dist\/[\w-]+\.(js|d\.ts))$/.test(name))).toEqual(
    [],
  )
})

test('publint finds nothing', async () => {
  const { messages, pkg } = await publint({
    pkgDir: join(project, 'node_modules/@collector/sdk'),
    pack: false,
    strict: true,
  })
  expect(messages.map((message) => formatMessage(message, pkg))).toEqual([])
})

test('the package can be imported in Node, where it does nothing and lets the process end', async () => {
  const script = `
    const { start } = await import('@collector/sdk')
    const collector = start({ endpoint: 'https://collector.example/collect', fingerprint: true })
    collector.captureError(new Error('on a server'))
    collector.setConsent('granted')
    collector.setUser({ id: '1' })
    collector.setTag('plan', 'free')
    collector.addBreadcrumb({ type: 'server' })
    await collector.report({ message: 'on a server' })
    await collector.flush()
    collector.stop()
    console.log(Object.keys(collector).sort().join())`
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '--eval', script], { cwd: project })
  expect(stdout.trim()).toBe('addBreadcrumb,captureError,flush,report,setConsent,setTag,setUser,stop')
  expect(stderr).toBe('')
})

test('every TypeScript block of the README compiles against the packed types', async () => {
  expect(await writeBlocks('README.md', 'readme')).toBeGreaterThan(1)
  await expectCompiles(['readme-*'])
})

test('every TypeScript block of the documentation compiles, those for React, Vue and Next against their types', async () => {
  for (const name of ['vue', '@types/react', '@types/react-dom']) {
    await mkdir(join(project, 'node_modules/@types'), { recursive: true })
    await symlink(join(packageDir, 'node_modules', name), join(project, 'node_modules', name))
  }
  await writeFile(join(project, 'App.tsx'), 'export function App() {\n  return <p>An application</p>\n}\n')
  // what a project that Vue's own tools made has
  await writeFile(
    join(project, 'vue-env.d.ts'),
    `declare module '*.vue' {
  import type { DefineComponent } from 'vue'
  const component: DefineComponent
  export default component
}
`,
  )
  expect(await writeBlocks('../../docs/sdk.md', 'framework')).toBe(5)
  await expectCompiles(['framework-*', 'vue-env.d.ts'], bundled)
})

test('the types accept valid options and refuse invalid ones', async () => {
  await writeFile(
    join(project, 'types.ts'),
    `import { type Collector, type Options, start, type Submission } from '@collector/sdk'
const collector: Collector = start()
const all: Required<Options> = {
  endpoint: '/collect', delayMs: 0, fingerprint: true, visitorId: true, sampleRate: 0.5, respectPrivacySignals: false,
  hashRoutes: true, release: '1.4.2', environment: 'test', tags: { plan: 'free' }, user: { id: '1' }, breadcrumbs: false, locale: 'de',
  consent: 'pending', beforeSend: (submission) => (submission.errors?.length ? submission : null),
  onSendError: ({ reason, status, willRetry }) => console.warn(reason, status, willRetry),
  onProgress: ({ phase, stored }) => console.log(phase, stored?.number),
}
start(all)
const value: number | undefined = ({} as Submission).performance?.vitals?.lcp?.value
collector.captureError('anything', { order: 7 })
collector.setUser(null)
collector.setTag('plan')
collector.addBreadcrumb({ type: 'cart', message: 'opened', data: { items: 2 } })
collector.report({ textTitle: 'Help', message: 'It is blank', contact: 'jane@shop.example' }).then(({ number }) => number?.toFixed())
collector.flush().then(() => collector.stop())
// @ts-expect-error no such option
start({ endPoint: '/collect' })
// @ts-expect-error milliseconds are a number
start({ delayMs: '3000' })
// @ts-expect-error denied is nothing to begin with
start({ consent: 'denied' })
// @ts-expect-error a submission or null
start({ beforeSend: () => 'nothing' })
console.log(value)
`,
  )
  await expectCompiles(['types.ts'])
})

/** The very pnpm that runs this test, or, where none does, that of the README. */
async function pnpm(...args: string[]): Promise<void> {
  const own = process.env['npm_execpath']
  const isPnpm = own?.includes('pnpm')
  if (isPnpm && own) await run(own, args, { cwd: packageDir })
  else await run('npx', ['--yes', 'pnpm@12.21.0', ...args], { cwd: packageDir })
}

/** Writes the TypeScript blocks of a document as files that begin so, and says how many they are. */
async function writeBlocks(document: string, prefix: string): Promise<number> {
  const text = await readFile(join(packageDir, document), 'utf8')
  const blocks = [...text.matchAll(/```(tsx?)\n([\s\S]*?)```/g)]
  for (const [index, [, language, block]] of blocks.entries()) {
    await writeFile(join(project, `${prefix}-${index}.${language}`), `${block}\nexport {}\n`)
  }
  return blocks.length
}

/** How a bundler finds modules, and what frameworks are built with. */
const bundled = { module: 'esnext', moduleResolution: 'bundler', jsx: 'react-jsx' }

async function expectCompiles(files: string[], options: object = { module: 'nodenext' }): Promise<void> {
  await writeFile(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        exactOptionalPropertyTypes: false,
        ...options,
        target: 'es2022',
        lib: ['es2022', 'dom'],
        types: [],
        noEmit: true,
      },
      include: files,
    }),
  )
  await run(tsc, ['-p', project]).catch(({ stdout }) => expect(stdout).toBe(''))
}
