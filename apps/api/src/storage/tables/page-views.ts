/** The submission of a page view that counts; one row a page view that has an id of its own. */
export interface PageViewsTable {
  pageViewId: string
  debugDataId: number
  sequence: number
  /** When the current submission was received; locates its partition of `facts`. */
  receivedAt: Date
  /** The submission that was current before. */
  previousId: number | null
  previousAt: Date | null
}
