type DebugIds = Record<string, string>

/**
 * Finds the debug ids of the scripts in a stack. Plugins of bundlers, and some hosts, leave each id under a stack that begins in
 * its script: https://github.com/tc39/ecma426/blob/main/proposals/debug-id.md
 */
export function debugIdsIn(stack = ''): DebugIds | undefined {
  const { _sentryDebugIds, _debugIds } = window as { _sentryDebugIds?: DebugIds; _debugIds?: DebugIds }
  const found: DebugIds = {}
  for (const [trace, id] of Object.entries({ ..._sentryDebugIds, ..._debugIds })) {
    const [url] = /[\w-]+:\/\/\S+?:(?=\d+:\d)/.exec(trace) ?? []
    if (url && stack.includes(url)) found[url.slice(0, -1)] = id
  }
  return Object.keys(found)[0] ? found : undefined
}
