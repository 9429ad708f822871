/** The catalogue of metrics and components: plain data and functions, cheap to bundle into a page. */

export * from './alert-kinds.ts'
export {
  type ComponentGroup,
  type ComponentInfo,
  type ComponentName,
  componentGroup,
  components,
  enoughBrowsers,
} from './components.ts'
export * from './diagnosis/checks.ts'
export * from './diagnosis/inconsistencies.ts'
export * from './diagnosis/protections.ts'
export * from './dimensions.ts'
export * from './durations.ts'
export * from './findings.ts'
export * from './format.ts'
export { type MetricName, metricNames, metrics } from './metrics/index.ts'
export { type Metric, type Phase, rate } from './metrics/metric.ts'
export * from './min-compared-browsers.ts'
export * from './refusal-reasons.ts'
