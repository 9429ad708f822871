import { RefusedError } from '../http-errors.ts'
import { compare } from './compare.ts'

/** A position in a ranking: highest numbers first, equal ones by their key. */
export interface Rank {
  numbers: number[]
  key: string
}

export function byRank(a: Rank, b: Rank): number {
  for (const [index, number] of a.numbers.entries()) {
    const other = b.numbers[index] ?? 0
    if (number !== other) return other - number
  }
  return compare(a.key, b.key)
}

/** Text that leads back to a position. Opaque to clients. */
function encodeRank({ numbers, key }: Rank): string {
  return Buffer.from(`${numbers.join(',')} ${key}`).toString('base64url')
}

/**
 * @param length how many numbers the ranking has
 * @throws RefusedError for a cursor that no list returned
 */
export function decodeRank(cursor: string, length: number): Rank {
  const [, numbers = '', key = ''] =
    /^(\d{1,20}(?:,\d{1,20})*) (.*)$/s.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  const parsed = numbers.split(',').map(Number)
  if (numbers === '' || parsed.length !== length) throw new RefusedError(400, 'invalid cursor')
  return { numbers: parsed, key }
}

/** One page of a ranking, and the cursor of the next. */
export function pageOfRanking<Item>(
  ranked: readonly Item[],
  rankOf: (item: Item) => Rank,
  { after, limit }: { after: Rank | undefined; limit: number },
): { shown: Item[]; nextCursor: string | null } {
  const rest = ranked
    .filter((item) => after === undefined || byRank(after, rankOf(item)) < 0)
    .toSorted((a, b) => byRank(rankOf(a), rankOf(b)))
  const shown = rest.slice(0, limit)
  const last = shown.at(-1)
  return { shown, nextCursor: last !== undefined && rest.length > limit ? encodeRank(rankOf(last)) : null }
}
