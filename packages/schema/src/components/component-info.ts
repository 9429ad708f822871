/** What a fingerprint component is, for the one who looks at it. */
export interface ComponentInfo {
  readonly label: string
  /** One sentence: what it is, why it tells browsers apart, or what to do about it. */
  readonly meaning: string
}
