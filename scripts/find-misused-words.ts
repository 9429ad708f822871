/** A wording that is never right here. `pattern` is matched against text whose white space is single spaces. */
type Rule = { pattern: RegExp; instead: string }

/** One place that breaks a rule; `line` counts from 1. */
export type MisusedWords = { line: number; found: string; instead: string }

/** Wordings that are wrong wherever they stand. A wording that is sometimes right does not belong here: nobody heeds false alarms. */
const rules: Rule[] = [
  {
    pattern: /\b(told|tells?|telling)( them| these| two| errors| browsers| submissions)? apart\b/gi,
    instead: 'distinguish, or group by',
  },
  { pattern: /\bsummed up\b/gi, instead: 'rolled up, or added up' },
  { pattern: /\bof so many\b/gi, instead: 'the number itself, or "of N"' },
  { pattern: /\bthose whom?\b/gi, instead: 'their name: readers, senders, visitors' },
  { pattern: /\bbrought up to date\b/gi, instead: 'refreshed' },
  { pattern: /\bgave out\b/gi, instead: 'returned, or issued' },
  { pattern: /\bnot told\b/gi, instead: 'unknown, or not reported' },
  {
    pattern: /\bthe (version|period) before\b(?! (which|that|it)\b)/gi,
    instead: 'the previous version, the previous period',
  },
]

/** The beginning of a comment whose sentence has no subject, or a clause as its subject. */
const opening = /(?:^|\s)(?:\/\/|\/\*\*?|<!--|#)\s+((?:Of|Those|Whose|Whom|Who|Which|Whether)\b|What\b(?! if\b))/

/** A comment that goes on from the line before. */
const isContinued = (before: string | undefined) => before !== undefined && /^\s*(\/\/|#)/.test(before)

const byLine = (a: MisusedWords, b: MisusedWords) => a.line - b.line

/** Blanks line breaks, with the marks of a comment that goes on, so that a wording is found across lines; offsets stay. */
const joinLines = (text: string) =>
  text.replace(/\n[ \t]*(\*(?!\/)|\/\/|#|<!--)?/g, (between) => ' '.repeat(between.length))

/** Finds the wordings that docs/glossary.md rules out, in the text of one file. */
export function findMisusedWords(text: string, name: string): MisusedWords[] {
  const joined = joinLines(text)
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length
  const found = rules.flatMap(({ pattern, instead }) =>
    [...joined.matchAll(new RegExp(pattern.source.replaceAll(' ', ' +'), pattern.flags))].map((match) => ({
      line: lineAt(match.index),
      found: match[0].replace(/ +/g, ' '),
      instead,
    })),
  )
  if (name.endsWith('.md')) return found.sort(byLine) // "# What it costs" is a heading
  const lines = text.split('\n')
  for (const [index, line] of lines.entries()) {
    const word = opening.exec(line)?.[1]
    if (word === undefined || isContinued(lines[index - 1])) continue
    found.push({
      line: index + 1,
      found: `a comment that begins with "${word}"`,
      instead: 'its subject: a noun, or "Returns", "True if"',
    })
  }
  return found.sort(byLine)
}
