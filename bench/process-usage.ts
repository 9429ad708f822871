import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts CPU time in hundredths of a second (USER_HZ, 100 on every architecture Node runs on). */
const ticksPerSecond = 100

/** Returns the CPU time of a process and its descendants, including descendants that have ended, in ms. */
export function cpuMs(pid: number): number {
  const fields = statFields(pid)
  if (!fields) return 0
  const ticks = fields.slice(11, 15).reduce((sum, text) => sum + Number(text), 0)
  return (ticks / ticksPerSecond) * 1000 + children(pid).reduce((sum, child) => sum + cpuMs(child), 0)
}

/** Returns the resident memory of a process and its descendants, in MB. Shared pages count for each. */
export function residentMb(pid: number): number {
  const status = read(`/proc/${pid}/status`)
  const own = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024
  return own + children(pid).reduce((sum, child) => sum + residentMb(child), 0)
}

function parentPid(pid: number): number {
  return Number(statFields(pid)?.[1])
}

function children(pid: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((other) => other > 0 && parentPid(other) === pid)
}

/** Returns the fields after the name, which may itself contain spaces and parentheses. */
function statFields(pid: number): string[] | undefined {
  const stat = read(`/proc/${pid}/stat`)
  return stat ? stat.slice(stat.lastIndexOf(')') + 2).split(' ') : undefined
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
