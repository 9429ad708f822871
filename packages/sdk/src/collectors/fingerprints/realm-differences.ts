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

/** Evidence, not a verdict: members of navigator that an empty frame, untouched by scripts, answers otherwise. */
export function realmDifferences(): string[] {
  const frame = document.createElement('iframe')
  frame.style.display = 'none'
  document.documentElement.append(frame)
  try {
    const other = (frame.contentWindow as Window).navigator as unknown as Record<string, unknown>
    const own = navigator as unknown as Record<string, unknown>
    return fields.filter((field) => String(own[field]) !== String(other[field]))
  } finally {
    frame.remove()
  }
}
