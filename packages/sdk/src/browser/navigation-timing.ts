/** Returns the timing entry of the document: https://www.w3.org/TR/navigation-timing-2/ */
export function navigationTiming() {
  return performance.getEntriesByType('navigation')[0] as
    | (PerformanceNavigationTiming & { activationStart?: number })
    | undefined
}
