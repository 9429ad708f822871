import { type MetricName, metricNames, metrics } from '@collector/schema/catalogue'
import { isThirdParty } from '../identity/is-third-party.ts'
import { camelCase } from '../storage/camel-case.ts'
import type { PhaseColumns, ReasonColumns } from '../storage/tables/facts.ts'
import type { ReasonsTable } from '../storage/tables/reasons.ts'
import type { ExtractedFacts } from '../storage/write/new-submission.ts'
import { type Decode, type Json, measurement, object, reader } from './clean.ts'
import { hashText } from './hash-text.ts'
import { type Place, placeOf } from './place-of.ts'

/** Maximum length of a text, the same as the SDK's. */
export const maxReasonLength = 1024

type ExtractedReasons = PhaseColumns & ReasonColumns & Pick<ExtractedFacts, 'reasons'>

const described = metricNames.map((name) => {
  const { phases, element } = metrics[name]
  return {
    name,
    element: element && { field: element.field, column: camelCase(element.column) },
    phases: phases.map((phase) => ({ name: phase.name, column: camelCase(phase.column) })),
  }
})

/**
 * Extracts why each vital is what it is: its phases, and the element, script or interaction. Total: null where the sender does
 * not tell.
 */
export function extractReasons(performance: Json, pageHost: string | null, decode: Decode): ExtractedReasons {
  const vitals = object(performance['vitals'])
  const facts = { reasons: [] } as unknown as ExtractedReasons
  for (const { name, element, phases } of described) {
    const vital = object(vitals[name])
    // without a value there is nothing to explain
    const attribution = measurement(vital['value']) === null ? {} : object(vital['attribution'])
    for (const phase of phases) facts[phase.column] = measurement(attribution[phase.name])
    if (!element) continue
    const found = readReason(name, element.field, { attribution, performance, pageHost, decode })
    facts[element.column] = found?.reasonKey ?? null
    if (found) facts.reasons.push(found)
  }
  return facts
}

interface Told {
  attribution: Json
  performance: Json
  pageHost: string | null
  decode: Decode
}

function readReason(metric: MetricName, field: string, told: Told): ReasonsTable | undefined {
  const { attribution, performance, decode } = told
  const read = reader(decode)
  const url = metric === 'lcp' ? attribution['url'] : undefined
  const reason = {
    metric,
    target: read(attribution[field], maxReasonLength),
    url: read(url, maxReasonLength),
    eventType: metric === 'inp' ? read(attribution['interactionType'], maxReasonLength) : null,
    isPreloaded: typeof url === 'string' && url !== '' ? isPreloaded(url, performance['resources']) : null,
    ...readScript(metric === 'inp' ? object(attribution['script']) : {}, told),
  }
  const { target, eventType, scriptHost, scriptFunction } = reason
  if ((target ?? reason.url ?? eventType ?? scriptHost ?? scriptFunction) === null) return undefined
  return { reasonKey: hashText(JSON.stringify(Object.values(reason))), ...reason }
}

const nowhere: Place = { host: null, path: null }

function readScript(script: Json, { pageHost, decode }: Told) {
  const read = reader(decode)
  const sourceUrl = script['sourceURL']
  const { host, path } = typeof sourceUrl === 'string' && sourceUrl !== '' ? placeOf(decode(sourceUrl)) : nowhere
  return {
    scriptHost: host,
    scriptPath: path,
    scriptFunction: read(script['sourceFunctionName'] || script['invoker'], maxReasonLength),
    isThirdParty: host === null ? null : isThirdParty(host, pageHost),
  }
}

/** Initiators of a preload; a request without preload has its element as initiator. */
const preloads = new Set(['link', 'early-hints'])

/** @returns null where its request is not among the resources */
function isPreloaded(url: string, resources: unknown): boolean | null {
  if (!Array.isArray(resources)) return null
  const request = resources.find((resource) => object(resource)['name'] === url)
  return request ? preloads.has(object(request)['type'] as string) : null
}
