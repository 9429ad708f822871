import type { CheckResult } from '@collector/schema'

const names = { camera: 'camera', microphone: 'microphone', geolocation: 'location', notifications: 'notifications' }

/** Reads the states; nothing is asked. */
export async function permissions(): Promise<CheckResult> {
  if (!navigator.permissions?.query) return { state: 'unknown' }
  const states = await Promise.all(
    Object.entries(names).map(async ([name, label]) => {
      // a name that the browser does not know rejects, or throws in old WebKit
      const status = await Promise.resolve({ name: name as PermissionName })
        .then((descriptor) => navigator.permissions.query(descriptor))
        .catch(() => undefined)
      return { label, state: status?.state }
    }),
  )
  const labels = (wanted: string) => states.flatMap(({ label, state }) => (state === wanted ? [label] : []))
  const denied = labels('denied')
  if (denied.length > 0) return { state: 'fair', detail: `refused: ${denied.join(', ')}` }
  if (states.every(({ state }) => state === undefined)) return { state: 'unknown' }
  const granted = labels('granted')
  return { state: 'good', detail: granted.length > 0 ? `granted: ${granted.join(', ')}` : 'none refused' }
}
