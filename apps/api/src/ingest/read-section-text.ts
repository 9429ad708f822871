import { parsePythonLiteral } from './parse-python-literal.ts'

/**
 * Reads the stored text of a section: JSON, or Python's `str` of the value in rows of the predecessor.
 *
 * @returns undefined if it is neither
 */
export function readSectionText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return parsePythonLiteral(text)
  }
}
