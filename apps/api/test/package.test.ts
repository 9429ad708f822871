import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdir, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { freePort } from '@collector/testing/free-port'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryDir } from './support/databases.ts'

const run = promisify(execFile)
const packageDir = fileURLToPath(new URL('..', import.meta.url))

/** A folder with nothing but the packed server in it, and where its command is. */
let project: string
let command: string
let tarball: string
let port: number
const running: ChildProcess[] = []

// No registry is asked: the dependencies that the tarball names, and no others, are taken from where they are installed.
beforeAll(async () => {
  project = await temporaryDir()
  port = await freePort()
  await pnpm('pack', '--pack-destination', project)
  tarball = join(project, (await readdir(project)).find((name) => name.endsWith('.tgz')) ?? '')
  const installed = join(project, 'node_modules/@collector/api')
  await mkdir(installed, { recursive: true })
  await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed])
  const { dependencies, bin } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8'))
  for (const name of Object.keys(dependencies)) {
    const link = join(project, 'node_modules', name)
    await mkdir(dirname(link), { recursive: true })
    await symlink(join(packageDir, 'node_modules', name), link)
  }
  command = join(installed, bin.collector)
})

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await rm(project, { recursive: true, force: true })
})

test('the package contains the server, the dashboard and the SDK, and depends on registry packages only', async () => {
  const files = (await run('tar', ['-tzf', tarball])).stdout.trim().split('\n')
  for (const name of ['README.md', 'dist/server.js', 'dist/public/index.html', 'dist/public/collector.js']) {
    expect(files).toContain(`package/${name}`)
  }
  expect(files.filter((name) => /\.(ts|map)$/.test(name))).toEqual([])
  const { dependencies } = JSON.parse(
    await readFile(join(project, 'node_modules/@collector/api/package.json'), 'utf8'),
  ) as { dependencies: Record<string, string> }
  for (const [name, version] of Object.entries(dependencies)) {
    expect(name).not.toMatch(/^@collector\//)
    expect(version).toMatch(/^\d+\.\d+\.\d+/)
  }
})

test('the package starts, collects, restarts and exports', async () => {
  let log = await startAndCollect(1)
  log += await startAndCollect(2)
  const [, token] = /token=([\w-]+)/.exec(log) ?? []

  expect((await collector('token')).stdout).toBe(`${token}\n`)
  const { stdout } = await collector('export')
  const submissions = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(submissions.map(({ browser }) => browser.n)).toEqual([2, 1])
  const csv = (await collector('export', '--format', 'csv', '--to', '2000-01-01')).stdout
  expect(csv).toMatch(/^\uFEFFid,submissionId,[^\n]+\r\n$/)
  expect((await collector('migrate')).stdout).toBe('The tables are up to date\n')
  expect((await collector('token', '--new')).stdout).not.toBe(`${token}\n`)
}, 120_000)

test.each([
  [['exprot'], 'unknown command "exprot"'],
  [['export', '--format', 'xml'], '--format must be ndjson or csv'],
  [['export', '--from', 'yesterday'], 'from must be an ISO 8601 date and time'],
  [['token', '--port', '1'], "Unknown option '--port'"],
])('%j ends with one line', async (args, line) => {
  const failed = await collector(...args).catch((error) => error)
  expect(failed.code).toBe(1)
  expect(failed.stderr).toContain(`collector: ${line}`)
})

test('every command has help', async () => {
  const { stdout } = await collector('--help')
  const names = [...stdout.matchAll(/^ {2}([a-z][a-z-]+) {2,}\w/gm)].map(([, name = '']) => name)
  expect(names).toEqual(expect.arrayContaining(['start', 'migrate', 'export', 're-extract', 'token']))
  for (const name of names) expect((await collector(name, '--help')).stdout).toContain(`Usage: collector ${name}`)
  expect((await collector('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

/** Starts the server, posts one submission, looks at the dashboard, and stops it; gives its log. */
async function startAndCollect(n: number): Promise<string> {
  const child = spawn(process.execPath, [command, 'start', '--host', '127.0.0.1', '--port', String(port)], {
    cwd: project,
    env: {},
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.push(child)
  const exitCode = new Promise((resolve) => child.once('exit', resolve))
  let log = ''
  child.stdout.on('data', (chunk) => {
    log += chunk
  })
  const origin = `http://127.0.0.1:${port}`
  await expect.poll(() => log).toContain('Sign in:')
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ browser: { n } })
  expect((await fetch(`${origin}/collect`, { method: 'POST', headers, body })).status).toBe(200)
  const page = await (await fetch(origin)).text()
  const [, script = ''] = /src="(\/assets\/[^"]+)"/.exec(page) ?? []
  expect((await fetch(origin + script)).status).toBe(200)
  expect((await fetch(`${origin}/collector.js`)).status).toBe(200)
  child.kill('SIGTERM')
  expect(await exitCode).toBe(0)
  return log
}

function collector(...args: string[]) {
  return run(process.execPath, [command, ...args], { cwd: project, env: {} })
}

/** The very pnpm that runs this test, or, where none does, that of the README. */
async function pnpm(...args: string[]): Promise<void> {
  const own = process.env['npm_execpath']
  if (own?.includes('pnpm')) await run(own, args, { cwd: packageDir })
  else await run('npx', ['--yes', 'pnpm@12.21.0', ...args], { cwd: packageDir })
}
