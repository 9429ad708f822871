/** One row a submission: the id and who claimed it. */
export interface SubmissionsTable {
  submissionId: string
  debugDataId: number
  receivedAt: Date
}
