const fields = [
  'userAgent',
  'platform',
  'vendor',
  'languages',
  'hardwareConcurrency',
  'deviceMemory',
  'maxTouchPoints',
  'webdriver',
]

/**
 * Evidence, not a verdict: members of navigator that a script answers instead of the browser. The browser's own stand on the
 * prototype and throw where it is not a navigator that is asked. A frame to compare with would take longer than all else here
 * but fonts and drawing, and the page would see it.
 */
export function realmDifferences(): string[] {
  return fields.filter((field) => field in navigator && !isNative(field))
}

function isNative(field: string): boolean {
  const get = Object.getOwnPropertyDescriptor(Navigator.prototype, field)?.get
  // a proxy is no navigator either
  const own = Object.getOwnPropertyDescriptor(navigator, field)
  return !own && !!get && !answers(get, Navigator.prototype) && answers(get, navigator)
}

function answers(get: () => unknown, asked: Navigator): boolean {
  try {
    get.call(asked)
    return true
  } catch {
    return false
  }
}
