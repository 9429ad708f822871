import { isoTimestampPattern, uuidPattern } from '@collector/schema'

export interface SchemaError {
  keyword: string
  instancePath: string
  message?: string
  params: object
}

/** Describes the most specific error with its path: `/errors must be array`. */
export function describeSchemaErrors(errors: readonly SchemaError[], part: string): string {
  const unknown = errors.find(({ keyword }) => keyword === 'additionalProperties')
  const error = unknown ?? errors[0]
  const path = error?.instancePath || '/'
  // a body is a tree, so its places are paths; the rest is flat
  const field = part === 'body' ? path : path.slice(1)
  if (unknown) {
    const name = param(unknown, 'additionalProperties')
    return part === 'body' ? `unknown member ${unknown.instancePath}/${name}` : `unknown query parameter ${name}`
  }
  return [field, error && describe(error)].filter(Boolean).join(' ')
}

function describe(error: SchemaError): string | undefined {
  switch (error.keyword) {
    case 'pattern':
      return describePattern(param(error, 'pattern'))
    case 'enum':
      return `must be one of ${(param(error, 'allowedValues') as string[]).join(', ')}`
    default:
      return error.message
  }
}

function param({ params }: SchemaError, name: string): unknown {
  return (params as Record<string, unknown>)[name]
}

function describePattern(pattern: unknown): string {
  switch (pattern) {
    case uuidPattern:
      return 'must be a UUID'
    case isoTimestampPattern:
      return 'must be an ISO 8601 date and time'
    default:
      return `must match ${pattern}`
  }
}
