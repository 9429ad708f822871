const windowNames =
  'chrome safari webkit opr __firefox__ __crWeb __gCrWeb __edgeTrackingPreventionStatistics yandex __yb __ybro samsungAr ucweb UCShellJava puffinDevice'.split(
    ' ',
  )

/** Globals of one browser alone, and Brave's mark. */
export function vendorFlavors(): string[] {
  const found = windowNames.filter((name) => typeof (window as unknown as Record<string, unknown>)[name] === 'object')
  return 'brave' in navigator ? [...found, 'brave'] : found
}
