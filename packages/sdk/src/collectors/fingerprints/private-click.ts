/** https://privacycg.github.io/private-click-measurement/; the member's name changed in Safari 16. */
export function privateClick(): string | undefined {
  const link = document.createElement('a') as { attributionSourceId?: unknown; attributionsourceid?: unknown }
  const id = link.attributionSourceId ?? link.attributionsourceid
  return id === undefined ? undefined : String(id)
}
