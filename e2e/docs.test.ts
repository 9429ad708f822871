import { execFileSync, spawn } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type RunningCollector, startCollector } from '@collector/testing/collector'
import { freePort } from '@collector/testing/free-port'
import { startPostgres, type TestPostgres } from '@collector/testing/postgres'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blocksOf } from './documented-commands.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const token = 'token-of-the-documentation'
const files = [
  'README.md',
  'CONTRIBUTING.md',
  'packages/sdk/README.md',
  'apps/api/README.md',
  // other pages read what it sends
  'docs/send.md',
  ...(await readdir(`${root}docs`))
    .filter((name) => name.endsWith('.md') && name !== 'send.md')
    .map((name) => `docs/${name}`),
]
const texts = await Promise.all(files.map(async (file) => [file, await readFile(root + file, 'utf8')] as const))
const commands = texts.flatMap(([file, text]) => blocksOf(file, text, 'sh'))
const questions = texts.flatMap(([file, text]) => blocksOf(file, text, 'sql'))

let postgres: TestPostgres
let dbUrl: string
let collector: RunningCollector
/** Working directory of the commands: empty, with our own `collector` and `npx` on the path. */
let dir: string

beforeAll(async () => {
  postgres = await startPostgres()
  dbUrl = await postgres.createDatabase()
  collector = await startCollector({ DB_URL: dbUrl, ACCESS_TOKEN: token })
  dir = await mkdtemp(join(tmpdir(), 'collector-docs-'))
  await program('collector', `exec "${process.execPath}" "${root}apps/api/dist/server.js" "$@"`)
  // the same pnpm that runs this test, in the root of the repository, on the existing build
  const pnpm = process.env['npm_execpath']?.includes('pnpm') ? process.env['npm_execpath'] : undefined
  if (pnpm) await program('npx', `shift 2; cd "${root}"; exec "${pnpm}" "$@"`)
})

afterAll(async () => {
  await collector?.stop()
  await postgres?.remove()
  await rm(dir, { recursive: true, force: true })
})

describe('every command of the documentation runs', () => {
  for (const { place, text, skip, needs } of commands) {
    const reason = skip ?? (needs && !isInstalled(needs) ? `${needs} is not installed` : undefined)
    test.skipIf(reason)(
      reason ? `${place}, skipped: ${reason}` : place,
      async () => {
        const { code, output } = await run(text)
        expect(code, output).toBe(0)
      },
      120_000,
    )
  }
})

describe('every SQL question of the documentation is answered', () => {
  test.each(questions)('$place', async ({ text }) => {
    const client = new pg.Client({ connectionString: dbUrl })
    await client.connect()
    try {
      for (const question of text.split(/;\n/).filter((part) => /\w/.test(part))) await client.query(question)
    } finally {
      await client.end()
    }
  })
})

test('every decision is in the index', async () => {
  const names = (await readdir(`${root}docs/decisions`)).filter((name) => /^\d/.test(name))
  const index = await readFile(`${root}docs/decisions/README.md`, 'utf8')
  for (const name of names) expect(index).toContain(`(${name})`)
})

test('the documentation is served, and each of its links leads to a page and a heading', async () => {
  const seen = new Set<string>()
  const headings = new Set<string>()
  const linkedHeadings = new Map<string, string>()
  const open = ['/docs']
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path)) continue
    seen.add(path)
    const response = await fetch(collector.origin + path)
    expect(response.status, path).toBe(200)
    if (!response.headers.get('content-type')?.startsWith('text/html')) continue
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    const html = await response.text()
    expect(html).not.toMatch(/<script|style=|<style/)
    const page = pageOf(path)
    for (const [, id] of html.matchAll(/ id="([^"]+)"/g)) headings.add(`${page}#${id}`)
    for (const [, link = '', heading] of html.matchAll(/(?:href|src)="(\/[^"#]*)(?:#([^"]+))?"/g)) {
      if (heading) linkedHeadings.set(`${pageOf(link)}#${heading}`, page)
      if (link.startsWith('/docs')) open.push(link)
      else seen.add(link)
    }
  }
  expect(seen.size).toBeGreaterThan(10)
  expect(linkedHeadings.size).toBeGreaterThan(5)
  for (const [heading, page] of linkedHeadings) expect(headings, `${page} links to it`).toContain(heading)
})

/** The first page has two addresses. */
function pageOf(path: string): string {
  return path.replace(/\/$/, '')
}

/** Runs a block as a reader would paste it. A block that starts a server succeeds when it listens, and is then stopped. */
async function run(text: string): Promise<{ code: number; output: string }> {
  const port = await freePort()
  const script = text
    .replaceAll('http://localhost:5000', collector.origin)
    .replaceAll('<ACCESS_TOKEN>', token)
    .replaceAll('postgres://user:password@host:5432/database', dbUrl)
    .replaceAll('8080', String(port))
  const child = spawn('bash', ['-e', '-u', '-o', 'pipefail', '-c', script], {
    cwd: dir,
    detached: true,
    env: {
      PATH: `${dir}/bin:${process.env['PATH']}`,
      HOME: process.env['HOME'],
      HOST: '127.0.0.1',
      PORT: String(port),
      DB_URL: dbUrl,
      DATA_DIR: join(dir, 'data'),
      // the build that `start` would run exists already
      pnpm_config_enable_pre_post_scripts: 'false',
    },
  })
  let output = ''
  let hasListened = false
  const read = (chunk: Buffer) => {
    output += chunk
    if (hasListened || !output.includes('Listening on') || !output.includes('Sign in')) return
    hasListened = true
    process.kill(-(child.pid ?? 0), 'SIGTERM')
  }
  child.stdout.on('data', read)
  child.stderr.on('data', read)
  const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? 1)))
  return { code: hasListened ? 0 : code, output }
}

async function program(name: string, script: string): Promise<void> {
  const bin = join(dir, 'bin')
  await mkdir(bin, { recursive: true })
  await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`)
  await chmod(join(bin, name), 0o755)
}

function isInstalled(name: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
