/** Describes a fingerprint component for people. */
export interface ComponentInfo {
  readonly label: string
  /** One sentence: what it is, why it distinguishes browsers, or what to do about it. */
  readonly meaning: string
}
