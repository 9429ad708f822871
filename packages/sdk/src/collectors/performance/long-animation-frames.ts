import type { LongAnimationFrame } from '@collector/schema'
import { observe } from '../../browser/observe.ts'
import { pick } from '../../browser/pick.ts'
import { cleanFields } from './clean-fields.ts'

const maxScripts = 5

/**
 * Observes long animation frames. https://w3c.github.io/long-animation-frames/; Chromium only.
 *
 * @returns a function that stops it
 */
export function observeLongAnimationFrames(onFrame: (frame: LongAnimationFrame) => void): () => void {
  return observe('long-animation-frame', (entry) => onFrame(describe(entry as unknown as LongAnimationFrame)))
}

function describe(entry: LongAnimationFrame): LongAnimationFrame {
  return cleanFields({
    ...(pick(entry, 'startTime', 'duration', 'blockingDuration') as LongAnimationFrame),
    scripts: entry.scripts.slice(0, maxScripts).map((script) =>
      cleanFields({
        ...(pick(
          script,
          ...(['sourceFunctionName', 'sourceURL', 'sourceCharPosition', 'invoker', 'invokerType', 'duration'] as const),
          ...(['forcedStyleAndLayoutDuration', 'pauseDuration'] as const),
        ) as typeof script),
      }),
    ),
  })
}
