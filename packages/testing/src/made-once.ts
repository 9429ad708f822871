import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const variable = 'COLLECTOR_TESTS_SHARED_DIR'

/** Lets this process and its children share what `copyMadeOnce` makes, until this process ends. */
export function shareMade(): void {
  const dir = mkdtempSync(join(tmpdir(), 'collector-shared-'))
  // a server may run as another user
  chmodSync(dir, 0o755)
  process.env[variable] = dir
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }))
}

/**
 * Fills an existing directory with what `make` puts into one. After `shareMade` it is made once for each name,
 * and copied; otherwise it is made each time.
 */
export async function copyMadeOnce(
  name: string,
  target: string,
  make: (dir: string) => Promise<unknown>,
): Promise<void> {
  const sharedDir = process.env[variable]
  if (sharedDir === undefined) {
    await make(target)
    return
  }
  const made = join(sharedDir, name)
  if (!existsSync(made)) {
    const aside = await mkdtemp(`${made}-`)
    await make(aside)
    await rename(aside, made).catch(async (error) => {
      await rm(aside, { recursive: true, force: true })
      // another worker may have been faster
      if (!existsSync(made)) throw error
    })
  }
  // -a keeps owner and mode: PostgreSQL insists on them
  await promisify(execFile)('cp', ['-a', `${made}/.`, target])
}
