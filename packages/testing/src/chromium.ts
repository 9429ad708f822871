import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflate } from '@sparticuz/chromium'
import { type Browser, chromium, type LaunchOptions } from 'playwright'

const packageDir = fileURLToPath(new URL('../node_modules/@sparticuz/chromium/', import.meta.url))
const cacheDir = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url))

/**
 * Returns options that start a real Chromium even on a machine without Chromium and its system libraries: the npm package
 * `@sparticuz/chromium` carries the browser, the libraries, fonts and a software GPU. `CHROMIUM_PATH` names another
 * Chromium to use instead.
 */
export async function chromiumLaunchOptions(): Promise<LaunchOptions> {
  const args = [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--font-render-hinting=none',
    '--ignore-gpu-blocklist',
    '--use-gl=angle',
    '--use-angle=swiftshader',
    '--enable-unsafe-swiftshader',
  ]
  if (process.env['CHROMIUM_PATH']) return { executablePath: process.env['CHROMIUM_PATH'], args }

  const dir = await unpack()
  const env = {
    ...(process.env as Record<string, string>),
    FONTCONFIG_FILE: await fontConfiguration(dir),
    LD_LIBRARY_PATH: [join(dir, 'al2023/lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
  }
  return { executablePath: join(dir, 'chromium'), args, env }
}

/** Starts Chromium; the caller closes it. */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const defaults = await chromiumLaunchOptions()
  return chromium.launch({ ...defaults, ...options, args: [...(defaults.args ?? []), ...(options.args ?? [])] })
}

/**
 * Writes a font configuration with the package's own font and those of the machine: the package's configuration looks
 * where AWS Lambda has fonts, and without any font Chromium aborts.
 */
async function fontConfiguration(dir: string): Promise<string> {
  const path = join(dir, 'fonts/collector-fonts.conf')
  if (existsSync(path)) return path
  const aside = `${path}.${process.pid}`
  await writeFile(
    aside,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(dir, 'fonts/fonts')}</dir>
  <cachedir>${join(dir, 'fonts/cache')}</cachedir>
</fontconfig>
`,
  )
  await rename(aside, path)
  return path
}

/** Unpacks once per package version. Several test processes may start at once, so it unpacks beside the target and renames. */
async function unpack(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8'))
  const dir = join(cacheDir, `chromium-${version}`)
  if (existsSync(dir)) return dir

  console.log(`Unpacking Chromium ${version} (once, about 10 s)`)
  await mkdir(cacheDir, { recursive: true })
  const aside = await mkdtemp(join(cacheDir, 'unpacking-'))
  const before = process.env['TMPDIR']
  // inflate() unpacks into os.tmpdir(), which reads TMPDIR at each call
  process.env['TMPDIR'] = aside
  try {
    const archives = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']
    await Promise.all(archives.map((name) => inflate(join(packageDir, 'bin', name))))
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
  await rename(aside, dir).catch(async (error) => {
    await rm(aside, { recursive: true, force: true })
    if (!existsSync(dir)) throw error
  })
  return dir
}
