import { guard } from './browser/guard.ts'
import { pageUrl } from './browser/page-url.ts'
import type { Collector } from './options.ts'
import { startWith } from './start-with.ts'

type Global = Record<string | symbol, unknown> & { collector?: Collector }

/**
 * The script tag: starts by itself. Its `data-` attributes are the options; the collector is `window.collector`. The same tag
 * again, as libraries insert that replace the body at each visit (Turbo), is the collector there is.
 */
guard(() => {
  const page = window as unknown as Global
  const script = document.currentScript ?? document.querySelector('script[src$="/collector.js"]')
  const { src, dataset } = (script ?? {}) as Partial<HTMLScriptElement>
  const source = src || pageUrl()
  const options: Record<string, unknown> = { endpoint: new URL('collect', source).href }
  for (const [name, text] of Object.entries(dataset ?? {})) options[name] = valueFrom(text ?? '')
  const started = Symbol.for(`collector:${options['endpoint']}`)
  if (page[started]) return
  page[started] = true
  const fingerprintUrl = source.replace(/(\.js)?([?#].*)?$/, '-fingerprint.js')
  const collector = startWith(options, () => import(/* @vite-ignore */ fingerprintUrl))
  // of several tags the first has the name
  page.collector ??= collector
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
