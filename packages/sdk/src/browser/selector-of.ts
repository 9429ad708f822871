const maxLength = 100

/** A CSS selector that tells a person which element it is: up to the nearest id, or as far as fits. */
export function selectorOf(node: Node | null | undefined): string | undefined {
  let selector = ''
  for (let at = node; at && at.nodeType !== Node.DOCUMENT_NODE; at = at.parentNode) {
    const { id, classList } = at as Element
    const part = id ? `#${id}` : [at.nodeName.toLowerCase(), ...(classList ?? [])].join('.')
    const longer = selector ? `${part}>${selector}` : part
    if (longer.length > maxLength) break
    selector = longer
    if (id) break
  }
  return selector || undefined
}
