const names = new Map<string, string>()
const beginning = new Set<string>()

/**
 * Marks a statement that runs often with other values, so that engines can keep it prepared.
 *
 * @returns the same text; pass exactly this string on, because every query looks it up
 */
export function prepared(sql: string): string {
  if (!names.has(sql)) names.set(sql, `collector_${names.size + 1}`)
  return sql
}

/**
 * The same for a statement that begins a transaction: `begin` goes out with it and, should it fail, the statement is not
 * run. For `pipelinedTransaction` only, which ends what is begun.
 */
export function preparedBeginning(sql: string): string {
  beginning.add(sql)
  return prepared(sql)
}

/**
 * Stands for a text: the parameters are statements, which an engine sends together, as a transaction of their own. The rows
 * of the answer are the rows of each.
 */
export const allAtOnce = 'all at once'

/** The name under which an engine keeps a statement; undefined for one that is not kept. */
export function preparedName(sql: string): string | undefined {
  return names.get(sql)
}

export function beginsTransaction(sql: string): boolean {
  return beginning.has(sql)
}
