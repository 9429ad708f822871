import type { Dimension, MetricAnswer, Reason } from '@collector/schema'
import { type MetricName, metrics, rate } from '@collector/schema/catalogue'
import { filterLabels } from '../../address/address-filters.ts'
import { changeOf } from '../../words/change.ts'
import { markdownCode, markdownTable } from '../../words/markdown.ts'
import { durationQuantity, formatNumber, metricQuantity, quantityText } from '../../words/quantity.ts'
import { dimensionLabel } from '../filters/dimension-label.ts'
import { longestPhase, timedPhases } from '../reasons/explain-vital.ts'
import type { VitalsAnswers } from './get-vitals.ts'

const mostRows = 10

/** Writes the vitals for an issue or a chat: all at a glance, and of the chosen one why it is slow and for whom. */
export function vitalsMarkdown({ overview, current, brokenDownBy: by, reasons }: VitalsAnswers, link: string): string {
  const { metric } = current
  return [
    `## ${metrics[metric].label}`,
    `[Vitals in Collector](${link}), ${overview.from} to ${overview.to}.`,
    markdownTable([['Vital', 'p75', 'Change', 'Samples'], ...overview.vitals.map(glance)]),
    ...(reasons.items.length > 0
      ? [
          'Why:',
          reasons.items
            .slice(0, mostRows)
            .map((reason) => `- ${reasonLine(metric, reason)}`)
            .join('\n'),
        ]
      : []),
    markdownTable([
      [filterLabels[by], `${metric.toUpperCase()} p75`, 'Samples'],
      ...current.breakdown.slice(0, mostRows).map((row) => valueCells(metric, by, row)),
    ]),
  ].join('\n\n')
}

function glance({ metric, p75, count }: VitalsAnswers['overview']['vitals'][number]): string[] {
  const change = changeOf(p75.current, p75.previous)
  const sign = change && { up: '+', down: '-', same: '' }[change.direction]
  return [
    metric.toUpperCase(),
    rated(metric, p75.current),
    change ? `${sign}${change.text}` : '–',
    formatNumber(count.current),
  ]
}

function reasonLine(metric: MetricName, { target, poor, pageViews, p75, phases, scripts, paths }: Reason): string {
  const longest = longestPhase(timedPhases(metric, (name) => phases[name]?.p75))
  const script = scripts[0]
  return [
    `${target === null ? 'All page views' : markdownCode(target)}: ${formatNumber(poor)} poor of ${formatNumber(pageViews)} measured, p75 ${rated(metric, p75)}`,
    ...(longest ? [`${longest.label} ${quantityText(durationQuantity(longest.ms))}`] : []),
    ...(script ? [`${script.function ?? 'unnamed function'} in ${script.host ?? ''}${script.path ?? ''}`] : []),
    ...(paths.length > 0 ? [`on ${paths.map(({ value }) => value ?? 'unknown').join(', ')}`] : []),
  ].join('; ')
}

function valueCells(
  metric: MetricName,
  by: Dimension,
  { value, p75, count }: MetricAnswer['breakdown'][number],
): string[] {
  const name = value === null ? 'unknown' : markdownCode(dimensionLabel(by, value))
  return [name, rated(metric, p75), formatNumber(count)]
}

function rated(metric: MetricName, value: number | null): string {
  if (value === null) return '–'
  return `${quantityText(metricQuantity(metrics[metric], value))} (${rate(metrics[metric], value)})`
}
