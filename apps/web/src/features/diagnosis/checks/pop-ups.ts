import type { CheckResult } from '@collector/schema'

/** Opens an empty window and closes it. Call it at a click: without one every browser blocks it, and some complain to the user. */
export function popUps(): CheckResult {
  const opened = window.open('about:blank', '', 'popup,width=100,height=100')
  if (!opened) return { state: 'poor', detail: 'blocked' }
  opened.close()
  return { state: 'good', detail: 'allowed' }
}
