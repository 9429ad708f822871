/**
 * Rows of the predecessor have a number and no submission id; theirs is made of the number. Made of any number it finds
 * that row, so that a number told on the telephone is enough: a UUID of version 8 (RFC 9562, 5.8: the maker's own layout) that no random one equals.
 */
const prefix = '00000000-0000-8000-8000-'

export function submissionIdOfRow(id: number): string {
  return prefix + id.toString(16).padStart(12, '0')
}

/** The number such an id was made of; undefined for any other id. */
export function rowOfSubmissionId(submissionId: string): number | undefined {
  if (!submissionId.startsWith(prefix)) return undefined
  const id = Number.parseInt(submissionId.slice(prefix.length), 16)
  // the column is an integer of 32 bits
  return id <= 2_147_483_647 ? id : 0
}
