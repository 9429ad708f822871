import { doNotTrack } from '../collectors/browser/do-not-track.ts'
import { globalPrivacyControl } from '../collectors/browser/global-privacy-control.ts'

/** Returns whether the visitor's browser asks not to be identified: Global Privacy Control or Do Not Track. */
export function asksForPrivacy(): boolean {
  return globalPrivacyControl() === true || doNotTrack() === '1'
}
