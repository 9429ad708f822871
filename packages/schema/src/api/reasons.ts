import { type Static, type TOptional, Type } from 'typebox'
import { metricNames, metrics } from '../metrics/index.ts'
import { filters, isEstimate } from './filters.ts'

const text = Type.Union([Type.String(), Type.Null()])
const count = Type.Integer()

/** The p75 of each phase that a metric has, by its name. */
const phase = Type.Optional(Type.Object({ p75: Type.Number({ description: 'ms' }) }))
const phaseNames = metricNames.flatMap((name) => metrics[name].phases.map((one) => one.name as string))
const phases = Type.Object(
  Object.fromEntries(phaseNames.map((name) => [name, phase])) as Record<string, TOptional<typeof phase>>,
  { description: 'As the attribution of web-vitals names them; phases that no page view sent are left out' },
)

/** A script that ran longest in the frame of a slow interaction. */
export const reasonScript = Type.Object({
  host: text,
  path: text,
  function: text,
  isThirdParty: Type.Boolean({ description: 'True if the host of the script belongs to another site than the page' }),
  pageViews: count,
  poor: count,
})

/** One reason of a metric: an element or the target of an interaction; of metrics without either there is one item. */
export const reason = Type.Object({
  target: Type.Union([Type.String(), Type.Null()], { description: 'CSS selector; null if unknown' }),
  url: Type.Union([Type.String(), Type.Null()], {
    description: "Address of the element's image: the most frequent one",
  }),
  urls: Type.Integer({ description: 'Number of different addresses' }),
  eventType: Type.Union([Type.String(), Type.Null()], { description: 'pointer or keyboard, of an interaction' }),
  pageViews: count,
  poor: count,
  p75: Type.Number({ description: 'p75 of the metric in these page views' }),
  preloaded: Type.Union([Type.Integer(), Type.Null()], {
    description: 'Page views in which the image was preloaded; null if no page view sent its request',
  }),
  paths: Type.Array(Type.Object({ value: text, pageViews: count }), {
    description: 'Pages with most page views, at most 5; paths that differ by an id are one, such as /products/*',
  }),
  phases,
  scripts: Type.Array(reasonScript, { description: 'Scripts of interactions: most poor page views first, at most 5' }),
})

export const reasonsQuery = filters

/** Why a metric is what it is, over page views. */
export const reasonsAnswer = Type.Object({
  metric: Type.Enum([...metricNames]),
  unit: Type.String(),
  total: Type.Object(
    { count, poor: count },
    { description: 'Page views that measured the metric, with or without a reason' },
  ),
  items: Type.Array(reason, { description: 'Most poor page views first, then most page views; at most 50' }),
  isEstimate,
})

export type Reason = Static<typeof reason>
export type ReasonsAnswer = Static<typeof reasonsAnswer>
