/** The submission of a page view that counts; one row a page view that has an id of its own. */
export interface PageViewsTable {
  pageViewId: string
  debugDataId: number
  sequence: number
  /** Its; by that its facts are found in their partition. */
  receivedAt: Date
  /** The one that counted before. */
  previousId: number | null
  previousAt: Date | null
}
