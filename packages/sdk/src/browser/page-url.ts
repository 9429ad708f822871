/** The page's address. A frame whose content its page wrote (about:srcdoc, about:blank) has the address of that page. */
export function pageUrl(frame: Window = window): string {
  const { href } = frame.location
  if (!href.startsWith('about:')) return href
  try {
    if (frame.parent !== frame) return pageUrl(frame.parent)
  } catch {
    // the parent is of another origin
  }
  return document.baseURI
}
