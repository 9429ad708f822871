interface Keyboard {
  getLayoutMap(): Promise<Map<string, string>>
}

/** Keys that differ between QWERTY, AZERTY, QWERTZ, Dvorak and national variants. */
const keys = ['KeyQ', 'KeyW', 'KeyY', 'KeyA', 'KeyM', 'Semicolon', 'BracketLeft', 'Minus', 'Backquote', 'IntlBackslash']

/** Returns the characters that keys type: https://wicg.github.io/keyboard-map/; Chromium on secure pages, not in frames of other sites. */
export async function keyboardLayout(): Promise<string | undefined> {
  const map = await (navigator as { keyboard?: Keyboard }).keyboard?.getLayoutMap?.()
  return map && keys.map((key) => map.get(key) ?? ' ').join('')
}
