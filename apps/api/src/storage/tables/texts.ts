import { insertRows } from '../insert-rows.ts'
import type { Sharded } from './sharded-tables.ts'

/** Kinds of text that `q` searches. */
export type TextKind = 'url' | 'userAgent' | 'message'

/** Every distinct text that can be searched for, once: rows refer to it by its hash, so that a search costs by the distinct texts. */
export interface TextsTable {
  kind: TextKind
  hash: string
  /** The text as it was sent; URLs and messages have their form for comparison in a second line, if it differs. */
  text: string
}

export const insertTexts = insertRows<Sharded<TextsTable>>({
  table: 'texts',
  shard: (row) => row.shard,
  columns: { kind: ({ kind }) => kind, hash: ({ hash }) => hash, text: ({ text }) => text },
  suffix: 'on conflict do nothing',
})
