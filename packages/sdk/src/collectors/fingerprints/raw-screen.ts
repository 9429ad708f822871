/** As the browser tells it, CSS pixels: https://drafts.csswg.org/cssom-view/#the-screen-interface */
export function rawScreen() {
  const { width, height, availWidth, availHeight, orientation } = screen
  return { width, height, availWidth, availHeight, orientation: orientation?.type }
}
