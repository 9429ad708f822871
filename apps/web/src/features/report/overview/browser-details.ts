import type { Identity, Product } from '@collector/user-agent'
import { asAmount, asArray, asObject, asText, type PlainObject } from '../../../api/readers.ts'
import { deviceLabels } from '../../../words/device-labels.ts'
import { formatNumber } from '../../../words/quantity.ts'

/** One property of a browser in plain words; undefined if it is not available. */
export interface Detail {
  label: string
  value?: string
  note?: string
}

export interface DetailGroup {
  title: string
  details: Detail[]
}

/** Describes a browser section in plain words. */
export function browserDetails(browser: PlainObject, identity: Identity): DetailGroup[] {
  const hints = asObject(browser['userAgentData'])
  const preferences = asObject(browser['preferences'])
  return [
    {
      title: 'Browser and system',
      details: [
        product('Browser', identity.browser),
        product('System', identity.os),
        { label: 'Device', value: deviceWords(identity) },
        { label: 'Architecture', value: architecture(hints) ?? asText(browser['platform']) },
        { label: 'Processors', value: count(browser['hardwareConcurrency'], 'logical') },
        { label: 'Secure context', value: yesNo(browser['secureContext']) },
      ],
    },
    {
      title: 'Screen',
      details: [
        { label: 'Screen', value: resolution(browser['screenResolution']) },
        { label: 'Window', value: size(asObject(browser['viewport'])) },
        { label: 'Pixel ratio', value: number(browser['pixelRatio']) },
        { label: 'Colour depth', value: count(browser['colorDepth'], 'bit') },
        { label: 'Orientation', value: asText(browser['orientation']) },
      ],
    },
    {
      title: 'Language and preferences',
      details: [
        { label: 'Languages', value: languages(browser) },
        { label: 'Time zone', value: asText(browser['timezone']) },
        { label: 'Colour scheme', value: asText(preferences['colorScheme']) },
        { label: 'Reduced motion', value: yesNo(preferences['reducedMotion']) },
        { label: 'Contrast', value: contrast(preferences) },
      ],
    },
  ]
}

function product(label: string, name: Product | undefined): Detail {
  return { label, value: name && [name.name, name.version].filter(Boolean).join(' '), note: name?.note }
}

function deviceWords({ device, model }: Identity): string | undefined {
  return [device && deviceLabels[device], model].filter(Boolean).join(', ') || undefined
}

function architecture(hints: PlainObject): string | undefined {
  const bitness = asText(hints['bitness'])
  const parts = [asText(hints['architecture']), bitness && `${bitness} bit`]
  return parts.filter(Boolean).join(', ') || undefined
}

/** Formats "2560x1440", the predecessor's notation. */
function resolution(value: unknown): string | undefined {
  return asText(value)?.replace(/^(\d+)x(\d+)$/, '$1 × $2')
}

function size(viewport: PlainObject): string | undefined {
  const width = number(viewport['width'])
  const height = number(viewport['height'])
  return width && height ? `${width} × ${height}` : undefined
}

function languages(browser: PlainObject): string | undefined {
  const list = asArray(browser['languages']).flatMap((language) => asText(language) ?? [])
  return list.join(', ') || asText(browser['language'])
}

function contrast(preferences: PlainObject): string | undefined {
  if (preferences['forcedColors'] === true) return 'forced colours'
  const wanted = asText(preferences['contrast'])
  return wanted === 'no-preference' ? 'no preference' : wanted
}

function number(value: unknown): string | undefined {
  const known = asAmount(value)
  // no thousands separator, as usual for screens: 2560
  return known === undefined ? undefined : formatNumber(known, 2).replaceAll(',', '')
}

function count(value: unknown, unit: string): string | undefined {
  const known = number(value)
  return known && `${known} ${unit}`
}

function yesNo(value: unknown): string | undefined {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : undefined
}
