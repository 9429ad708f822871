import { type Static, Type } from 'typebox'
import { breadcrumb } from './breadcrumb.ts'

/** Types of errors that the page itself tells of. */
const pageErrorTypes = ['error', 'unhandledrejection', 'resource', 'request', 'captured'] as const
/** Types of errors that the browser tells of by the Reporting API, most of them without a page that listens. */
const reportTypes = ['csp', 'crash', 'network', 'deprecation', 'intervention', 'policy'] as const

export const errorTypes = [...pageErrorTypes, ...reportTypes] as const
export type ErrorType = (typeof errorTypes)[number]

/** Reasons why an error says nothing about the page itself. */
export const errorNoises = ['resize-observer', 'extension', 'report-only'] as const
export type ErrorNoise = (typeof errorNoises)[number]

/** One error, or `count` equal ones. The predecessor sends no `type`, `name` or `count`. */
export const errorEntry = Type.Object({
  type: Type.Optional(Type.Enum([...errorTypes])),
  name: Type.Optional(Type.String({ description: 'TypeError, for example' })),
  message: Type.String(),
  source: Type.Optional(Type.String({ description: 'URL of the script or resource' })),
  lineno: Type.Optional(Type.Number()),
  colno: Type.Optional(Type.Number()),
  stack: Type.Optional(Type.String()),
  cause: Type.Optional(Type.Array(Type.String(), { description: 'The chain of causes, nearest first' })),
  errors: Type.Optional(Type.Array(Type.String(), { description: 'The first five errors of an AggregateError' })),
  count: Type.Optional(Type.Integer({ minimum: 1, description: 'Occurrences; absent is 1' })),
  timestamp: Type.Optional(Type.String({ description: 'ISO 8601, of the first occurrence' })),
  status: Type.Optional(Type.Integer({ description: 'HTTP status of a failed request' })),
  disposition: Type.Optional(
    Type.Enum(['enforce', 'report'], {
      description: 'Disposition of the content security policy; "report" blocks nothing',
    }),
  ),
  noise: Type.Optional(Type.Enum([...errorNoises], { description: 'Why it says nothing about the page itself' })),
  context: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), { description: 'Context that the page gave to captureError' }),
  ),
  breadcrumbs: Type.Optional(Type.Array(breadcrumb, { description: 'Events before the error, oldest first' })),
  debugIds: Type.Optional(
    Type.Record(Type.String(), Type.String(), {
      description: 'Debug ids (UUIDs) of scripts in the stack, by their URLs: they name the source maps',
    }),
  ),
})

export const errorsSection = Type.Array(errorEntry)

export type ErrorEntry = Static<typeof errorEntry>
