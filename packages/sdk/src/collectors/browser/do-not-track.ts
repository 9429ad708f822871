/** "1", "0", or null where nothing was chosen. */
export function doNotTrack(): string | null {
  return navigator.doNotTrack
}
