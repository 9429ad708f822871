/** Returns the page's URL. A frame with content from its page (about:srcdoc, about:blank) has the URL of that page. */
export function pageUrl(frame: Window = window): string {
  const { href } = frame.location
  if (!href.startsWith('about:')) return href
  try {
    if (frame.parent !== frame) return pageUrl(frame.parent)
  } catch {
    // the parent has another origin
  }
  return document.baseURI
}
