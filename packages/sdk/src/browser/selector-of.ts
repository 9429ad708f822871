const maxLength = 100

/** Returns a CSS selector for people to recognise the element: up to the nearest id, or to the maximum length. */
export function selectorOf(node: Node | null | undefined): string | undefined {
  let selector = ''
  for (let at = node; at && at.nodeType !== Node.DOCUMENT_NODE; at = read(at, 'parentNode')) {
    const id = read(at, 'id')
    const part = id ? `#${id}` : [read(at, 'nodeName').toLowerCase(), ...(read(at, 'classList') ?? [])].join('.')
    const longer = selector ? `${part}>${selector}` : part
    if (longer.length > maxLength) break
    selector = longer
    if (id) break
  }
  return selector || undefined
}

/** Reads a property of the prototype: `<input name="id">` shadows its form's id. */
function read<Name extends 'id' | 'nodeName' | 'classList' | 'parentNode'>(node: Node, name: Name): Element[Name] {
  return Reflect.get(node instanceof Element ? Element.prototype : node, name, node)
}
