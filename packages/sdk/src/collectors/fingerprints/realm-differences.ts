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
 * Evidence, not a verdict: members of navigator that a script answers instead of the browser. The browser's own
 * getters are on the prototype and throw for any other object. Comparing with a frame would take longer than all but
 * fonts and drawing, and the page would notice it.
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
