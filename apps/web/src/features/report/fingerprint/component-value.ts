import { jsonValue } from '../../../ui/text/json-value.ts'
import { formatCount, formatNumber } from '../../../words/quantity.ts'

const gibibyte = 1024 ** 3

function memory(bytes: number): string {
  return bytes >= gibibyte ? `${formatNumber(bytes / gibibyte, 1)} GiB` : `${formatNumber(bytes / 1024 ** 2)} MiB`
}

/** Numbers whose unit or meaning their component's name does not say. */
const numbers: Readonly<Record<string, (value: number) => string>> = {
  storageQuota: memory,
  heapLimit: memory,
  deviceMemory: (value) => memory(value * gibibyte),
  hardwareConcurrency: (value) => formatCount(value, 'processor thread'),
  colorDepth: (value) => formatCount(value, 'bit'),
  pixelRatio: (value) => `${formatNumber(value, 3)} pixels per CSS pixel`,
}

/** Shows the value of a fingerprint component for people. */
export function componentValue(name: string, value: unknown) {
  const format = Object.hasOwn(numbers, name) ? numbers[name] : undefined
  if (format && typeof value === 'number') return format(value)
  if (name === 'cpuArchitecture') return signOfNan(value) ?? jsonValue(value)
  return jsonValue(value)
}

function signOfNan(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('nanSign' in value)) return undefined
  return value.nanSign === 1
    ? 'The sign bit of not-a-number is set, as on x86 processors'
    : 'The sign bit of not-a-number is clear, as on ARM processors'
}
