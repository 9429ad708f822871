import type { ProtectionName, ProtectionState } from '@collector/schema'
import { asObject, asText, type PlainObject } from '../../../api/readers.ts'
import type { ProtectionFacts } from './protection-facts.ts'

/** The coarsest clock without the protection has 1 ms; with it 16.67 or 100 ms. */
const coarseMs = 10
/** The time zone that Firefox tells instead of the true one. */
const commonZones = ['UTC', 'Atlantic/Reykjavik', 'Etc/UTC']
const on = (isOn: boolean): ProtectionState => (isOn ? 'on' : 'off')

/**
 * Names the protections that are on. `unknown` where the browser does not tell, or where nothing was read.
 *
 * @param fingerprints section of the same submission: its collectors test what they draw and play for noise
 */
export function findProtections(
  facts: ProtectionFacts,
  fingerprints: unknown,
): Record<ProtectionName, ProtectionState> {
  const components = asObject(asObject(fingerprints)['components'])
  const canvasNoise = noiseOf(components['canvas'])
  const audioNoise = noiseOf(components['audio'])
  const resistFingerprinting = resistance(facts)
  return {
    resistFingerprinting,
    letterboxing: on(resistFingerprinting === 'on' && hasRoundedWindow(facts)),
    farbling: farbling(facts, canvasNoise, audioNoise),
    reducedValues: !facts.isApple
      ? 'off'
      : facts.graphics === undefined
        ? 'unknown'
        : on(facts.graphics === 'Apple GPU'),
    canvasNoise,
    audioNoise,
    partitionedStorage: facts.frame?.hasStorageAccess === undefined ? 'unknown' : on(!facts.frame.hasStorageAccess),
    trimmedReferrer: trimming(facts),
    // some browsers strip only where a window goes to another site, which is not tried
    strippedParameters: facts.frame && facts.frame.search !== facts.frameQuery ? 'on' : 'unknown',
    gpc: on(facts.gpcInPage || facts.gpcInHeaders === true),
  }
}

function noiseOf(component: unknown): ProtectionState {
  const state = asText(asObject((component as PlainObject | undefined)?.['value'])['state'])
  return state === undefined ? 'unknown' : on(state !== 'stable')
}

/** A coarse clock alone is also that of a busy machine, and the time zone alone that of Iceland. */
function resistance({ isGecko, timerStepMs, timezone }: ProtectionFacts): ProtectionState {
  if (!isGecko || timerStepMs < coarseMs) return 'off'
  return commonZones.includes(timezone) ? 'on' : 'unknown'
}

/** Steps of 200 by 100, and smaller ones in small windows. */
function hasRoundedWindow({ windowWidth, windowHeight }: ProtectionFacts): boolean {
  return [windowWidth, windowHeight].every((size) => size % (size > 500 ? 100 : 50) === 0)
}

function farbling({ isBrave }: ProtectionFacts, canvas: ProtectionState, audio: ProtectionState): ProtectionState {
  if (!isBrave) return 'off'
  if (canvas === 'on' || audio === 'on') return 'on'
  return canvas === 'unknown' ? 'unknown' : 'off'
}

/** The address `/` without a query looks the same whether it is trimmed or not. */
function trimming({ frame, pageUrl }: ProtectionFacts): ProtectionState {
  const whole = pageUrl.replace(/#.*/, '')
  if (!frame) return 'unknown'
  if (frame.referrer !== whole) return 'on'
  return whole === `${new URL(whole).origin}/` ? 'unknown' : 'off'
}
