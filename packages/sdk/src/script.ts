import { guard } from './browser/guard.ts'
import type { Collector } from './options.ts'
import { startWith } from './start-with.ts'

type Global = Record<string, unknown> & { collector?: Collector }

/** The script tag: starts by itself. Its `data-` attributes are the options; the collector is `window.collector`. */
guard(() => {
  const script = document.currentScript ?? document.querySelector('script[src$="/collector.js"]')
  const { src, dataset } = (script ?? {}) as Partial<HTMLScriptElement>
  const source = src || location.href
  const options: Record<string, unknown> = { endpoint: new URL('collect', source).href }
  for (const [name, text] of Object.entries(dataset ?? {})) options[name] = valueFrom(text ?? '')
  const fingerprintUrl = source.replace(/(\.js)?([?#].*)?$/, '-fingerprint.js')
  const collector = startWith(options, () => import(/* @vite-ignore */ fingerprintUrl))
  // of several tags the first has the name
  ;(window as unknown as Global).collector ??= collector
})()

/** An attribute without a value means yes, as in HTML; a function is given by its global name. */
function valueFrom(text: string): unknown {
  if (text === '' || text === 'true') return true
  if (text === 'false') return false
  const global = (window as unknown as Global)[text]
  if (typeof global === 'function') return global
  const number = Number(text)
  return Number.isNaN(number) ? text : number
}
