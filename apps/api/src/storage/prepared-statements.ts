const names = new Map<string, string>()

/**
 * Marks a statement as one that is run over and over with other values: an engine that can keeps it parsed and planned.
 *
 * @returns the same text; pass this very string on, it is looked up by every query
 */
export function prepared(sql: string): string {
  if (!names.has(sql)) names.set(sql, `collector_${names.size + 1}`)
  return sql
}

/** The name under which an engine keeps a statement; undefined for one that is not kept. */
export function preparedName(sql: string): string | undefined {
  return names.get(sql)
}
