/** Returns the number of devices of each kind; without permission browsers report at most one of each. Asks for no permission. */
export async function mediaDevices(): Promise<Record<string, number> | undefined> {
  const devices = await navigator.mediaDevices?.enumerateDevices()
  if (!devices) return undefined
  const counts: Record<string, number> = { audioinput: 0, audiooutput: 0, videoinput: 0 }
  for (const { kind } of devices) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
