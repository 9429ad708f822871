import { link, mkdir, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Thrown if another live process uses the directory. */
class DirectoryInUseError extends Error {}

/**
 * Locks a directory for this process. The embedded engine does not protect its files, and two processes would corrupt
 * them. The lock is a file that names a process, and holds while that process lives. It does not expire, because a
 * busy process may be silent for long.
 *
 * @returns a function that releases the directory
 * @throws DirectoryInUseError
 */
export async function lockDirectory(dir: string): Promise<() => Promise<void>> {
  await mkdir(dir, { recursive: true })
  const file = join(dir, 'collector.lock')
  const mine = await describe(process.pid)
  // written to a temporary file and linked into place, so that the lock is never half written
  const aside = `${file}.${process.pid}`
  await writeFile(aside, mine)
  try {
    while (!(await linkInto(aside, file))) {
      const holder = await readFile(file, 'utf8').catch(() => '')
      const pid = Number.parseInt(holder, 10)
      if (holder !== '' && (await describe(pid)) === holder && holder !== mine) {
        throw new DirectoryInUseError(`DATA_DIR ${dir} is in use by process ${pid}`)
      }
      await takeAway(file, holder, `${file}.stale.${process.pid}`)
    }
  } finally {
    await rm(aside, { force: true })
  }
  return () => takeAway(file, mine, `${file}.stale.${process.pid}`)
}

/** Removes a stale lock only if it is still the same: another process may have been quicker. */
async function takeAway(file: string, judged: string, aside: string): Promise<void> {
  try {
    await rename(file, aside)
  } catch {
    return
  }
  if ((await readFile(aside, 'utf8')) !== judged) await linkInto(aside, file)
  await unlink(aside)
}

async function linkInto(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/**
 * Describes a live process by its id and, if /proc has it, by its start time: ids are reused, and in a container they
 * are the same at every start. Empty for a dead process.
 */
async function describe(pid: number): Promise<string> {
  if (!isAlive(pid)) return ''
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // the name, in parentheses, may hold spaces; the start time is the 20th field after it
  const startTime = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
  return `${pid}\n${startTime}\n${boot.trim()}\n`
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
