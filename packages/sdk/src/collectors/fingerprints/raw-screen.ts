/** Screen size in CSS pixels, as the browser reports it: https://drafts.csswg.org/cssom-view/#the-screen-interface */
export function rawScreen() {
  const { width, height, availWidth, availHeight, orientation } = screen
  return { width, height, availWidth, availHeight, orientation: orientation?.type }
}
