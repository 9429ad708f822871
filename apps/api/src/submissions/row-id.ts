/**
 * Returns the submission id derived from the number of a row. The predecessor's rows have no other, and it finds any row, so
 * that a number told on the telephone is enough. It is a UUID of version 8 (RFC 9562, 5.8: custom layout), which no random UUID equals.
 */
const prefix = '00000000-0000-8000-8000-'

export function submissionIdOfRow(id: number): string {
  return prefix + id.toString(16).padStart(12, '0')
}

/** Returns the number that an id is derived from; undefined for any other id. */
export function rowOfSubmissionId(submissionId: string): number | undefined {
  if (!submissionId.startsWith(prefix)) return undefined
  const id = Number.parseInt(submissionId.slice(prefix.length), 16)
  // the column is an integer of 32 bits
  return id <= 2_147_483_647 ? id : 0
}
