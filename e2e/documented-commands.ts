/** A fenced block of a Markdown file. */
export interface Block {
  /** File and line, for the name of a test. */
  place: string
  text: string
  /** Reason not to run it; name of a program that it requires. */
  skip?: string
  needs?: string
}

/**
 * Returns the blocks of one language. The text after the language on the fence tells the test what to do: without it
 * the block runs; `skip: REASON` skips it; `needs PROGRAM` runs it where that program is installed.
 */
export function blocksOf(file: string, markdown: string, language: 'sh' | 'sql'): Block[] {
  const found: Block[] = []
  for (const match of markdown.matchAll(/^```(\w+)(?: +(.*))?\n([\s\S]*?)^```$/gm)) {
    const [, name, told = '', text = ''] = match
    if (name !== language) continue
    const line = markdown.slice(0, match.index).split('\n').length
    const skip = /^skip: (.+)$/.exec(told)?.[1]
    const needs = /^needs ([\w-]+)$/.exec(told)?.[1]
    if (told && !skip && !needs) throw new Error(`${file}:${line}: what does "${told}" mean?`)
    found.push({ place: `${file}:${line}`, text, ...(skip && { skip }), ...(needs && { needs }) })
  }
  return found
}
