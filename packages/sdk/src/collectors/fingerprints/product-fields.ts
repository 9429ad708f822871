const names = 'vendor vendorSub product productSub appName appCodeName oscpu buildID cpuClass'.split(' ')

/** Leftovers of earlier browsers. `appVersion` is not among them: it is the user agent again. */
export function productFields(): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, (navigator as unknown as Record<string, unknown>)[name]]))
}
