/** One line of a JSON document as a tree. */
export interface JsonRow {
  /** Path of the node in its document. */
  key: string
  /** 1 for members of the root. */
  level: number
  /** Member name or index; "0 … 99" for a range. */
  name: string
  value: unknown
  kind: 'object' | 'array' | 'range' | 'text' | 'other'
  /** Number of members; 0 for a leaf. */
  size: number
  isOpen: boolean
  position: number
  siblings: number
}

interface Node extends Omit<JsonRow, 'isOpen' | 'position' | 'siblings'> {
  /** Position of the first member of a range or container. */
  from: number
}

/** More members than this are grouped into ranges: nobody reads ten thousand lines, and no browser draws them quickly. */
const membersShown = 100

/** Returns the lines to show: members of the document, and of each open node. */
export function jsonRows(document: unknown, isOpen: (key: string) => boolean): JsonRow[] {
  const rows: JsonRow[] = []
  const add = (nodes: Node[]) => {
    nodes.forEach((node, index) => {
      const open = node.size > 0 && isOpen(node.key)
      rows.push({ ...node, isOpen: open, position: index + 1, siblings: nodes.length })
      if (open) add(membersOf(node))
    })
  }
  add(membersOf(rootOf(document)))
  return rows
}

/** A match of a search, with the nodes to open so that it is visible. */
export interface JsonMatch {
  key: string
  ancestors: readonly string[]
}

/** Finds a text in names and values, in document order; at most `limit` matches. */
export function findInJson(document: unknown, query: string, limit: number): JsonMatch[] {
  const wanted = query.toLowerCase()
  const matches: JsonMatch[] = []
  const visit = (nodes: Node[], ancestors: readonly string[]) => {
    for (const node of nodes) {
      if (matches.length >= limit) return
      if (node.kind !== 'range' && isMatch(node, wanted)) matches.push({ key: node.key, ancestors })
      if (node.size > 0) visit(membersOf(node), [...ancestors, node.key])
    }
  }
  if (wanted) visit(membersOf(rootOf(document)), [])
  return matches
}

function isMatch({ name, value, size }: Node, wanted: string): boolean {
  if (name.toLowerCase().includes(wanted)) return true
  return size === 0 && String(value).toLowerCase().includes(wanted)
}

function rootOf(document: unknown): Node {
  return toNode(document, '', '', 0)
}

function toNode(value: unknown, name: string, key: string, level: number): Node {
  if (Array.isArray(value)) return { key, level, name, value, kind: 'array', size: value.length, from: 0 }
  if (typeof value === 'object' && value !== null) {
    return { key, level, name, value, kind: 'object', size: Object.keys(value).length, from: 0 }
  }
  return { key, level, name, value, kind: typeof value === 'string' ? 'text' : 'other', size: 0, from: 0 }
}

function membersOf(node: Node): Node[] {
  return node.size > membersShown ? rangesOf(node) : leavesOf(node)
}

/** Groups members into ranges of 100, or of 10,000 with ranges of 100 inside. */
function rangesOf(node: Node): Node[] {
  let step = membersShown
  while (node.size / step > membersShown) step *= membersShown
  const ranges: Node[] = []
  for (let from = node.from; from < node.from + node.size; from += step) {
    const size = Math.min(step, node.from + node.size - from)
    const name = `${from} … ${from + size - 1}`
    ranges.push({
      key: `${node.key}/[${name}]`,
      level: node.level + 1,
      name,
      value: node.value,
      kind: 'range',
      size,
      from,
    })
  }
  return ranges
}

function leavesOf({ value, key, level, from, size }: Node): Node[] {
  const below = (member: unknown, name: string) => toNode(member, name, `${key}/${name}`, level + 1)
  if (Array.isArray(value)) {
    return value.slice(from, from + size).map((member, index) => below(member, String(from + index)))
  }
  return Object.entries(value ?? {})
    .slice(from, from + size)
    .map(([name, member]) => below(member, name))
}
