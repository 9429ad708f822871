import type { Dimension } from '@collector/schema/catalogue'

/** Occurrences of an error group per bucket of time: all (dimension ''), and those in page views with each value of each dimension. */
export interface ErrorRollupsTable {
  bucketStart: Date
  level: 'hour' | 'day'
  dimension: Dimension | ''
  /** '' where the page view has none. */
  value: string
  groupKey: string
  isBot: boolean
  isOwn: boolean
  /** Occurrences. */
  errors: number
  pageViews: number
}
