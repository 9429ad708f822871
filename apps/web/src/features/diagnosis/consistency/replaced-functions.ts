import type { Inconsistency } from '@collector/schema'

type Callable = (...given: unknown[]) => unknown

/** A function of the browser: where it stands, and its name there. */
type Place = [owner: () => object | undefined, name: string, kind?: 'get']

/** The functions that privacy extensions and automation replace most. A browser that lacks one has not replaced it. */
const places: Readonly<Record<string, Place>> = {
  'HTMLCanvasElement.toDataURL': [() => window.HTMLCanvasElement?.prototype, 'toDataURL'],
  'HTMLCanvasElement.toBlob': [() => window.HTMLCanvasElement?.prototype, 'toBlob'],
  'CanvasRenderingContext2D.getImageData': [() => window.CanvasRenderingContext2D?.prototype, 'getImageData'],
  'CanvasRenderingContext2D.measureText': [() => window.CanvasRenderingContext2D?.prototype, 'measureText'],
  'WebGLRenderingContext.getParameter': [() => window.WebGLRenderingContext?.prototype, 'getParameter'],
  'AudioBuffer.getChannelData': [() => window.AudioBuffer?.prototype, 'getChannelData'],
  'Element.getBoundingClientRect': [() => window.Element?.prototype, 'getBoundingClientRect'],
  'MediaDevices.enumerateDevices': [() => window.MediaDevices?.prototype, 'enumerateDevices'],
  'Date.getTimezoneOffset': [() => Date.prototype, 'getTimezoneOffset'],
  'Intl.DateTimeFormat.resolvedOptions': [() => Intl.DateTimeFormat.prototype, 'resolvedOptions'],
  'Navigator.userAgent': [() => window.Navigator?.prototype, 'userAgent', 'get'],
  'Function.toString': [() => Function.prototype, 'toString'],
}

/** Signs of a function that a script made. Functions of the browser show none of them. */
const probes: Readonly<Record<string, (made: Callable, name: string) => boolean>> = {
  // "function toBlob() { [native code] }", with line breaks in some browsers and without "get"; a proxy has no name there
  source: (made, name) =>
    !new RegExp(`^\\s*function ${name.replace('get ', '(get )?')}\\(\\) \\{\\s*\\[native code\\]\\s*\\}\\s*$`).test(
      Function.prototype.toString.call(made),
    ),
  name: (made, name) => made.name !== name,
  prototype: (made) => Object.hasOwn(made, 'prototype'),
  'own members': (made) => Reflect.ownKeys(made).some((key) => key !== 'length' && key !== 'name'),
  constructible: (made) => {
    try {
      // asks whether it may be called with new, without calling it
      Reflect.construct(Object, [], made)
      return true
    } catch {
      return false
    }
  },
  receiver: (made) => {
    try {
      const given = made.call(Object.create(null))
      // functions that return a promise reject instead
      if (given instanceof Promise) given.catch(() => {})
      return !(given instanceof Promise)
    } catch (error) {
      return !(error instanceof TypeError)
    }
  },
}

/** Tests twelve functions for six signs each. */
export function replacedFunctions(): Inconsistency[] {
  const evidence: Record<string, string> = {}
  for (const [label, [owner, name, kind]] of Object.entries(places)) {
    const made = functionAt(owner(), name, kind)
    if (!made) continue
    const signs = signsOf(made, kind ? `${kind} ${name}` : name)
    if (signs.length > 0) evidence[label] = signs.join(', ')
  }
  return Object.keys(evidence).length > 0 ? [{ name: 'replacedFunctions', evidence }] : []
}

export function signsOf(made: Callable, name: string): string[] {
  return Object.entries(probes).flatMap(([sign, shows]) => {
    try {
      return shows(made, name) ? [sign] : []
    } catch {
      return [sign]
    }
  })
}

function functionAt(owner: object | undefined, name: string, kind: 'get' | undefined): Callable | undefined {
  const descriptor = owner && Object.getOwnPropertyDescriptor(owner, name)
  const found: unknown = kind ? descriptor?.get : descriptor?.value
  return typeof found === 'function' ? (found as Callable) : undefined
}
