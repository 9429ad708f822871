import { type Options, type Position, parse, type Token, tokenizer } from 'acorn'
import type { Plugin } from 'vite'

const maxVersion = 2020

/**
 * Fails the build when a file needs a browser newer than Safari 14, Chrome 80 or Firefox 78: a file that cannot be parsed
 * collects nothing, and leaves an error of ours in the page's console.
 */
export function syntaxCheck(): Plugin {
  return {
    name: 'syntax-check',
    generateBundle({ format }, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk') continue
        const fault = findNewerSyntax(file.code, format === 'es' ? 'module' : 'script')
        if (fault) this.error(`${file.fileName}: ${fault}`)
      }
    },
  }
}

/** Says what ES2020 or Safari 14 cannot parse and where, or returns undefined. */
export function findNewerSyntax(code: string, sourceType: 'module' | 'script'): string | undefined {
  const options: Options = { ecmaVersion: maxVersion, sourceType, locations: true }
  try {
    parse(code, options)
  } catch (error) {
    return `not ES${maxVersion}: ${(error as Error).message}`
  }
  for (const token of tokenizer(code, options)) {
    // acorn's types leave the value out
    const { value } = token as Token & { value?: { pattern?: string } }
    // ES2018, but in Safari since 16.4
    if (value?.pattern && /\(\?<[=!]/.test(value.pattern)) {
      return `Safari 14 has no lookbehind: /${value.pattern}/ ${at(token.loc?.start)}`
    }
  }
  return undefined
}

function at(position: Position | undefined): string {
  return `(${position?.line}:${position?.column})`
}
