import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = '/sys/fs/cgroup'
const periodUs = 20_000

/**
 * Limits a process to a share of one core by a control group of its own, so that a small machine shows how processes
 * scale.
 *
 * @returns a function that removes the group once the process is gone; undefined if this user may not make one
 */
export function limitCpu(pid: number, share: number): (() => void) | undefined {
  const isUnified = existsSync(join(root, 'cgroup.controllers'))
  const group = join(root, isUnified ? '' : 'cpu', `collector-bench-${pid}`)
  const quotaUs = Math.round(share * periodUs)
  try {
    mkdirSync(group)
    if (isUnified) writeFileSync(join(group, 'cpu.max'), `${quotaUs} ${periodUs}`)
    else {
      writeFileSync(join(group, 'cpu.cfs_period_us'), String(periodUs))
      writeFileSync(join(group, 'cpu.cfs_quota_us'), String(quotaUs))
    }
    writeFileSync(join(group, 'cgroup.procs'), String(pid))
    return () => rmdirSync(group)
  } catch {
    return undefined
  }
}
