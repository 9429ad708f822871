import { type Static, type TOptional, type TString, Type } from 'typebox'
import { type Dimension, dimensionInfo, dimensions } from '../dimensions.ts'
import { metricNames } from '../metrics/index.ts'
import { isoTimestamp } from '../submission.ts'
import { deviceFilter } from './device.ts'

/** Text of a query: NUL can neither be stored nor searched for. */
const queryText = (maxLength: number, description: string) =>
  Type.Optional(Type.String({ minLength: 1, maxLength, pattern: '^[^\\u0000]*$', description }))

/** As much as the address of a request may hold: what is stored is found by what was sent, however long that was. */
const maxSentLength = 16_384

/** Text that was sent: it is looked up in the form in which it is stored. */
export const sentText = (description: string) => Type.String({ minLength: 1, maxLength: maxSentLength, description })

/** The filter of each dimension. Devices are few: several may be named, or left out. */
const dimensionFilters = {
  ...(Object.fromEntries(
    dimensions.map((name) => [name, Type.Optional(sentText(dimensionInfo[name].description))]),
  ) as Record<Exclude<Dimension, 'device'>, TOptional<TString>>),
  device: Type.Optional(deviceFilter),
}

/** Filters of every question. Each is a query parameter; a submission must match all that are given. */
export const filterProperties = {
  from: Type.Optional(
    Type.String({ ...isoTimestamp, description: 'Received at or after; UTC where no zone is named' }),
  ),
  to: Type.Optional(Type.String({ ...isoTimestamp, description: 'Received before' })),
  ...dimensionFilters,
  hasErrors: Type.Optional(Type.Boolean()),
  visitorId: Type.Optional(sentText('The random id kept in a browser, as it was sent')),
  ip: queryText(64, 'An IP address in any notation: with IP_MODE=truncated that of its network'),
  fingerprint: Type.Optional(sentText('A device fingerprint: fingerprints.hash, as it was sent')),
  groupKey: queryText(64, 'Key of an error group that occurred'),
  vital: Type.Optional(
    Type.String({
      pattern: `^(${metricNames.join('|')}):(\\d+(\\.\\d+)?)?\\.\\.(\\d+(\\.\\d+)?)?$`,
      maxLength: 64,
      description: 'Page views whose metric was above a value, up to another, or both: lcp:2500..4000, cls:0.25..',
    }),
  ),
  q: queryText(
    200,
    'Text in the URL, the user agent or an error message: upper and lower case alike, URLs with or without their escapes',
  ),
}

export const filters = Type.Object(filterProperties, { additionalProperties: false })

export type Filters = Static<typeof filters>

/** Dimensions that a metric or an error can be broken down by. */
export const dimension = Type.Enum([...dimensions])

/** Part of every answer that may come from a sample. */
export const isEstimate = Type.Boolean({
  description:
    'Whether so many page views match, by filters whose counts are not kept, that a sample of them was counted: numbers are about right, and what is rare may be missing',
})
