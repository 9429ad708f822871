const names =
  'accelerometer ambient-light-sensor background-fetch background-sync camera clipboard-read clipboard-write geolocation gyroscope local-fonts magnetometer microphone midi notifications payment-handler persistent-storage push screen-wake-lock speaker-selection storage-access window-management'.split(
    ' ',
  )

/** The state of each permission the browser knows: granted, denied or prompt. Reading them prompts nobody. */
export async function permissions(): Promise<Record<string, string> | undefined> {
  if (!navigator.permissions?.query) return undefined
  const states: Record<string, string> = {}
  await Promise.all(
    names.map(async (name) => {
      // an unknown name rejects, or throws in old WebKit
      const status = await Promise.resolve({ name: name as PermissionName })
        .then((descriptor) => navigator.permissions.query(descriptor))
        .catch(() => undefined)
      if (status) states[name] = status.state
    }),
  )
  return states
}
