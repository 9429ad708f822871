import type { LongAnimationFrame } from '@collector/schema'
import { observe } from '../../browser/observe.ts'
import { scrubUrl } from '../../privacy/scrub-url.ts'
import { round } from './round-fields.ts'

const maxFrames = 10
const maxScripts = 5

type Script = LongAnimationFrame['scripts'][number]
type Entry = PerformanceEntry & { blockingDuration: number; scripts: Script[] }

/** Keeps the frames that blocked longest. https://w3c.github.io/long-animation-frames/; Chromium only. */
export function observeLongAnimationFrames() {
  const frames: LongAnimationFrame[] = []
  const stop = observe('long-animation-frame', (entry) => {
    frames.push(describe(entry as Entry))
    frames.sort((a, b) => b.blockingDuration - a.blockingDuration).splice(maxFrames)
  })
  return { frames, stop }
}

function describe({ startTime, duration, blockingDuration, scripts }: Entry): LongAnimationFrame {
  return {
    startTime: round(startTime),
    duration: round(duration),
    blockingDuration: round(blockingDuration),
    scripts: scripts.slice(0, maxScripts).map((script) => ({
      sourceURL: scrubUrl(script.sourceURL),
      sourceFunctionName: script.sourceFunctionName,
      invoker: script.invoker,
      duration: round(script.duration),
    })),
  }
}
