/** A moment in ISO 8601, UTC. Pages replace `toISOString`; the server refuses what it is not. */
export function isoTime(date = new Date()): string {
  const padded = (value: number, length = 2) => `${value}`.padStart(length, '0')
  return `${date.getUTCFullYear()}-${padded(date.getUTCMonth() + 1)}-${padded(date.getUTCDate())}T${padded(
    date.getUTCHours(),
  )}:${padded(date.getUTCMinutes())}:${padded(date.getUTCSeconds())}.${padded(date.getUTCMilliseconds(), 3)}Z`
}
