import { resolve } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { Plugin, Rolldown } from 'vite'

/** Budget of a view: the modules that are loaded for it, one after the other, and the limit for all its files together. */
export interface ViewBudget {
  path: string
  /** From the root of the package; the first is the entry. */
  modules: readonly string[]
  /** Scripts and style sheets, brotli, as they are served. */
  maxBytes: number
  /** Files, the page itself and its icon included. Answers of the API come on top. */
  maxRequests: number
}

/** index.html and favicon.svg, which no module imports. */
const requestsBesideModules = 2

/** Fails the build when what a browser loads before it shows a view has grown beyond what was promised. */
export function viewBudgets(budgets: readonly ViewBudget[]): Plugin {
  return {
    name: 'view-budget',
    writeBundle(_options, bundle) {
      const { root, logger } = this.environment.config
      const over = budgets.flatMap(({ path, modules, maxBytes, maxRequests }) => {
        const files = filesOf(
          bundle,
          modules.map((module) => resolve(root, module)),
        )
        const bytes = files.reduce((sum, file) => sum + brotliCompressSync(contentOf(bundle, file)).length, 0)
        const requests = files.length + requestsBesideModules
        const words = `${path}: ${bytes} of at most ${maxBytes} bytes brotli, ${requests} of at most ${maxRequests} requests`
        logger.info(words)
        return bytes > maxBytes || requests > maxRequests ? [words] : []
      })
      if (over.length > 0) this.error(over.join('\n'))
    },
  }
}

/** The chunks of modules, by their absolute paths, what those import, and the style sheet. */
function filesOf(bundle: Rolldown.OutputBundle, modules: readonly string[]): string[] {
  const files = new Set(Object.keys(bundle).filter((name) => name.endsWith('.css')))
  const add = (name: string) => {
    const chunk = bundle[name]
    if (files.has(name) || chunk?.type !== 'chunk') return
    files.add(name)
    for (const imported of chunk.imports) add(imported)
  }
  for (const module of modules) {
    const chunk = Object.values(bundle).find((file) => file.type === 'chunk' && file.moduleIds.includes(module))
    if (!chunk) throw new Error(`No chunk is made of ${module}: the budget of a view names it`)
    add(chunk.fileName)
  }
  return [...files]
}

function contentOf(bundle: Rolldown.OutputBundle, name: string): string | Uint8Array {
  const file = bundle[name]
  return file?.type === 'chunk' ? file.code : (file?.source ?? '')
}
