import type { Frame } from '@collector/schema'

/** Frames that follow on each other, of the page's own code or of other code. */
export interface FrameRun {
  /** True for other code, which is shown on request. */
  isFolded: boolean
  frames: readonly Frame[]
}

/** Groups frames into runs of own and other code, in their order. Where no frame is of own code nothing is folded. */
export function foldedFrames(frames: readonly Frame[]): FrameRun[] {
  if (!frames.some(({ own }) => own)) return [{ isFolded: false, frames }]
  const runs: { isFolded: boolean; frames: Frame[] }[] = []
  for (const frame of frames) {
    const last = runs.at(-1)
    if (last && last.isFolded === !frame.own) last.frames.push(frame)
    else runs.push({ isFolded: !frame.own, frames: [frame] })
  }
  return runs
}
