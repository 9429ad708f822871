import type { FastifySchemaCompiler } from 'fastify'
import { type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { Value } from 'typebox/value'

/**
 * Validates requests by their schemas. A body is never coerced. Queries and path parameters are text, so their
 * numbers and booleans are converted first, if the whole text is one.
 */
export const validatorCompiler: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  const validator = Compile(schema)
  return (value) => {
    const isText = httpPart === 'querystring' || httpPart === 'params'
    const candidate = isText ? Value.Default(schema, readTexts(schema, value)) : value
    return validator.Check(candidate) ? { value: candidate } : { error: validator.Errors(candidate) as never }
  }
}

function readTexts(schema: TSchema, texts: Record<string, unknown>): Record<string, unknown> {
  const properties = Type.IsObject(schema) ? schema.properties : {}
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, readText(properties[name], text)]))
}

function readText(schema: TSchema | undefined, text: unknown): unknown {
  if (typeof text !== 'string' || !schema) return text
  if (Type.IsInteger(schema) && /^-?\d+$/.test(text)) return Number(text)
  if (Type.IsBoolean(schema) && /^(true|false)$/.test(text)) return text === 'true'
  return text
}
