import { navigationTiming } from '../../browser/navigation-timing.ts'
import { cleanFields } from './clean-fields.ts'

/** The fields of the page's own timing entry: https://www.w3.org/TR/navigation-timing-2/. Times in ms, to a tenth. */
export function navigation(): Record<string, unknown> | undefined {
  const entry = navigationTiming()
  if (!entry) return undefined
  // server timings are objects of their own and stand with the resources
  const { serverTiming: _, confidence: __, ...fields } = entry.toJSON()
  return cleanFields(fields)
}
