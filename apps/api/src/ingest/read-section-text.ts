import { parsePythonLiteral } from './parse-python-literal.ts'

/**
 * Reads the stored text of a section: JSON, or in rows of the predecessor what Python's `str` made of the value.
 *
 * @returns undefined where it is neither
 */
export function readSectionText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return parsePythonLiteral(text)
  }
}
