/** "1", "0", or null where nothing was chosen. Old Safari has it on `window`, old Internet Explorer under its own name. */
export function doNotTrack(): string | null | undefined {
  const own = navigator as Navigator & { msDoNotTrack?: string }
  return own.doNotTrack ?? (window as { doNotTrack?: string }).doNotTrack ?? own.msDoNotTrack ?? own.doNotTrack
}
