import { documentProperty } from './browser/document-property.ts'
import { guard } from './browser/guard.ts'
import { listen } from './browser/listen.ts'
import type { Collector } from './options.ts'
import { startWith } from './start-with.ts'

type Global = Record<string | symbol, unknown> & { collector?: Collector }

/**
 * The script tag: starts by itself. Its `data-` attributes are the options; the collector is `window.collector`. The
 * same tag inserted again, as by libraries that replace the body at each visit (Turbo), keeps the running collector.
 */
guard(() => {
  const page = window as unknown as Global
  const script = documentProperty('currentScript') ?? ownModule()
  const { src, dataset } = (script ?? {}) as Partial<HTMLScriptElement>
  const options: Record<string, unknown> = src ? { endpoint: new URL('collect', src).href } : {}
  for (const [name, text = ''] of Object.entries(dataset ?? {})) {
    // 1.10 is no number
    options[name] = /^(release|environment)$/.test(name) ? text : valueFrom(text)
  }
  if (!options['endpoint']) {
    console.warn('Collector: set data-endpoint')
    return
  }
  const started = Symbol.for(`collector:${options['endpoint']}`)
  if (page[started]) return
  page[started] = true
  const load = (name: string) => import(/* @vite-ignore */ (src ?? '').replace(/(\.js)?([?#].*)?$/, `-${name}.js`))
  const collector = startWith(options, load)
  // the first of several tags gets the name, even if an element has it as its id
  if (typeof page.collector?.captureError === 'function') return
  page.collector = collector
  listen(document, 'click', (event: Event) => {
    // the button may be in a shadow root
    const button = (event.composedPath()[0] as Element).closest<HTMLElement>('[data-report-button]')
    if (button) {
      event.preventDefault()
      collector.report(button.dataset)
    }
  })
})()

/** A script that runs as a module does not tell its element. */
function ownModule(): HTMLScriptElement | undefined {
  return [...document.querySelectorAll('script')].find(({ src }) => /\/collector\.js([?#]|$)/.test(src))
}

/** An attribute without a value means yes, as in HTML; a function is given by its global name. */
function valueFrom(text: string): unknown {
  if (text === '' || text === 'true') return true
  if (text === 'false') return false
  const global = (window as unknown as Global)[text]
  if (typeof global === 'function') return global
  const number = Number(text)
  return Number.isNaN(number) ? text : number
}
