import { insertRows } from '../insert-rows.ts'

/** Kinds of text that `q` searches. */
export type TextKind = 'url' | 'userAgent' | 'message'

/** Every distinct text that can be searched for, once: rows refer to it by its hash, and searching costs by what differs. */
export interface TextsTable {
  kind: TextKind
  hash: string
  /** As it was sent; of URLs and messages that are compared in another form, that in a second line. */
  text: string
}

export const insertTexts = insertRows<TextsTable>({
  table: 'texts',
  columns: { kind: ({ kind }) => kind, hash: ({ hash }) => hash, text: ({ text }) => text },
  suffix: 'on conflict do nothing',
})
