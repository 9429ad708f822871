import type { LongAnimationFrame } from '@collector/schema'
import { observe } from '../../browser/observe.ts'
import { pick } from '../../browser/pick.ts'
import { scrubUrl } from '../../privacy/scrub-url.ts'
import { roundFields } from '../../round.ts'

const maxFrames = 10
const maxScripts = 5

/** Keeps the frames that blocked longest. https://w3c.github.io/long-animation-frames/; Chromium only. */
export function observeLongAnimationFrames() {
  const frames: LongAnimationFrame[] = []
  const stop = observe('long-animation-frame', (entry) => {
    frames.push(describe(entry as unknown as LongAnimationFrame))
    frames.sort((a, b) => b.blockingDuration - a.blockingDuration).splice(maxFrames)
  })
  return { frames, stop }
}

function describe(entry: LongAnimationFrame): LongAnimationFrame {
  return roundFields({
    ...(pick(entry, 'startTime', 'duration', 'blockingDuration') as LongAnimationFrame),
    scripts: entry.scripts.slice(0, maxScripts).map((script) =>
      roundFields({
        ...(pick(script, 'sourceFunctionName', 'invoker', 'duration') as typeof script),
        sourceURL: scrubUrl(script.sourceURL),
      }),
    ),
  })
}
