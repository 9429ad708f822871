/** A fenced block of a Markdown file. */
export interface Block {
  /** File and line, for the name of a test. */
  place: string
  text: string
  /** Why it is not run, if it says so; a program that must be there, if it names one. */
  skip?: string
  needs?: string
}

/**
 * The blocks of one language, as they stand. What follows the language on the fence tells the test what to do: nothing, to
 * run it; `skip: REASON`; `needs PROGRAM`, to run it where that is installed.
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
