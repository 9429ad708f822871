import type { ErrorEntry, ErrorNoise } from '@collector/schema'
import { scrubText, scrubUrl } from '@collector/schema/scrub-url'
import { type Json, object, text } from '../ingest/clean.ts'
import { readCrashContext } from './read-crash-context.ts'

/** A report as an error, and the page that it is about. */
export interface DescribedReport {
  pageUrl: string
  pageViewId?: string | undefined
  error: ErrorEntry
}

type Describe = (body: Json, url: string, type: string) => DescribedReport

const crashMessages: Record<string, string> = {
  oom: 'The tab ran out of memory',
  unresponsive: 'The tab did not respond',
}

const describers: Record<string, Describe> = {
  'csp-violation': describeViolation,
  crash: describeCrash,
  'network-error': describeNetworkError,
  deprecation: (body, url) => describeWarning('deprecation', body, url),
  intervention: (body, url) => describeWarning('intervention', body, url),
  'permissions-policy-violation': describePolicy,
  'potential-permissions-policy-violation': describePolicy,
  'document-policy-violation': describePolicy,
  'integrity-violation': describePolicy,
  coep: describePolicy,
  coop: describePolicy,
}

/** Describes a report as an error; undefined for a type that is unknown. */
export function describeReport(type: string, report: Json): DescribedReport | undefined {
  const describe = Object.hasOwn(describers, type) ? describers[type] : undefined
  return describe?.(object(report['body']), text(report['url'], 10_000) ?? '', type)
}

/** Uses the SDK's wording, so that a violation reported by both page and browser is one error group. */
function describeViolation(body: Json, url: string): DescribedReport {
  const [violated] = (read(body, 'violatedDirective') ?? '').split(' ')
  const directive = read(body, 'effectiveDirective') ?? violated
  const blocked = scrubUrl(read(body, 'blockedURL') ?? 'inline code')
  const documentUrl = read(body, 'documentURL') ?? url
  const disposition = body['disposition'] === 'report' ? 'report' : 'enforce'
  return {
    pageUrl: documentUrl,
    error: {
      type: 'csp',
      message: `${directive || 'a policy'} ${disposition === 'report' ? 'would block' : 'blocked'} ${blocked}`,
      disposition,
      ...noiseOf(disposition, blocked, read(body, 'sourceFile') ?? ''),
      ...place(body, documentUrl),
    },
  }
}

function noiseOf(disposition: string, ...addresses: string[]): { noise?: ErrorNoise } {
  if (addresses.some((address) => /^[\w-]+-extension\b/.test(address))) return { noise: 'extension' }
  return disposition === 'report' ? { noise: 'report-only' } : {}
}

function describeCrash(body: Json, url: string): DescribedReport {
  const reason = read(body, 'reason')
  const stack = read(body, 'stack', 8000)
  const { pageViewId, breadcrumbs } = readCrashContext(body)
  return {
    pageUrl: url,
    pageViewId,
    error: {
      type: 'crash',
      ...(reason && { name: reason }),
      message: crashMessages[reason ?? ''] ?? 'The tab crashed',
      source: scrubUrl(url),
      ...(stack && { stack: scrubText(stack) }),
      ...(breadcrumbs && { breadcrumbs }),
    },
  }
}

/** The report's URL is that of the request; its referrer is the page that made the request. */
function describeNetworkError(body: Json, url: string): DescribedReport {
  const name = read(body, 'type') ?? 'unknown'
  const status = body['status_code']
  const source = scrubUrl(url.replace(/[?#].*/s, ''))
  return {
    pageUrl: read(body, 'referrer') ?? url,
    error: {
      type: 'network',
      name,
      message: [Number.isInteger(status) && status !== 0 ? status : name, source].join(' '),
      source,
      ...(Number.isInteger(status) && { status: status as number }),
    },
  }
}

function describeWarning(type: 'deprecation' | 'intervention', body: Json, url: string): DescribedReport {
  const name = read(body, 'id', 100)
  const message = read(body, 'message') ?? name ?? type
  return { pageUrl: url, error: { type, ...(name && { name }), message: scrubText(message), ...place(body, url) } }
}

function describePolicy(body: Json, url: string, type: string): DescribedReport {
  const name = read(body, 'policyId', 100) ?? read(body, 'featureId', 100) ?? read(body, 'type', 100) ?? type
  const disposition = body['disposition'] === 'reporting' || body['disposition'] === 'report' ? 'report' : 'enforce'
  const what = read(body, 'message') ?? read(body, 'blockedURL') ?? read(body, 'effectivePolicy') ?? ''
  return {
    pageUrl: read(body, 'documentURL') ?? url,
    error: {
      type: 'policy',
      name,
      message: scrubText(`${type}: ${what || name}`),
      disposition,
      ...noiseOf(disposition, read(body, 'sourceFile') ?? ''),
      ...place(body, url),
    },
  }
}

function read(body: Json, name: string, maxLength = 2000): string | undefined {
  return text(body[name], maxLength) ?? undefined
}

function place(body: Json, otherwise: string): Partial<ErrorEntry> {
  const { lineNumber, columnNumber } = body
  return {
    source: scrubUrl(read(body, 'sourceFile') ?? otherwise),
    ...(isPlace(lineNumber) && { lineno: lineNumber }),
    ...(isPlace(columnNumber) && { colno: columnNumber }),
  }
}

function isPlace(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0
}
