import { graphicsName } from '../graphics-name.ts'

/** Values that a page and its worker both know; undefined where the browser lacks one. */
export interface ScopeFacts {
  userAgent: string
  platform: string
  languages: string
  cores: number | undefined
  memory: number | undefined
  timezone: string
  graphics: string | undefined
}

/** Reads them in the scope that calls it. */
export function readFacts(canvas: HTMLCanvasElement | OffscreenCanvas | undefined): ScopeFacts {
  const { userAgent, platform, languages, hardwareConcurrency, deviceMemory } = navigator as Navigator & {
    deviceMemory?: number
  }
  return {
    userAgent,
    platform,
    languages: (languages ?? []).join(', '),
    cores: hardwareConcurrency,
    memory: deviceMemory,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    graphics: canvas && attemptGraphics(canvas),
  }
}

function attemptGraphics(canvas: HTMLCanvasElement | OffscreenCanvas): string | undefined {
  try {
    return graphicsName(canvas)
  } catch {
    return undefined
  }
}
