import type { Period } from './rules/rule.ts'

/** Returns "from 12:00 to 13:00 UTC", with dates for more than a day. */
export function formatWindow({ from, to }: Period): string {
  const isLong = to.getTime() - from.getTime() >= 86_400_000
  const text = (time: Date) =>
    time
      .toISOString()
      .slice(isLong ? 0 : 11, 16)
      .replace('T', ' ')
  return `from ${text(from)} to ${text(to)} UTC`
}
