import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { breadcrumb, submission } from '@collector/schema'
import { compile, type JSONSchema } from 'json-schema-to-typescript'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// Writes the types of the package into one self-contained file: users of the SDK have neither our schema nor TypeBox.
const typeOf = (schema: unknown, name: string) =>
  compile(schema as JSONSchema, name, { bannerComment: '', additionalProperties: false, format: false })
const options = (await readFile(at('../src/options.ts'), 'utf8')).replace(/^import .*\n/gm, '')
const start = /\/\*\*(?:(?!\*\/)[\s\S])*\*\/\nexport function start/.exec(await readFile(at('../src/index.ts'), 'utf8'))
await writeFile(
  at('../dist/index.d.ts'),
  [
    await typeOf(submission, 'Submission'),
    await typeOf(breadcrumb, 'Breadcrumb'),
    options,
    start?.[0].replace('export function', 'export declare function'),
    '(options?: Options): Collector\n',
  ].join(''),
)

// The plugin has no types but its own.
const plugin = await readFile(at('../src/vite.ts'), 'utf8')
const declared = [...plugin.matchAll(/(?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?export interface \w+ \{[\s\S]*?\n\}\n/g)].map(
  ([text]) => text,
)
await writeFile(
  at('../dist/vite.d.ts'),
  `${declared.join('\n')}\nexport declare function collectorSourceMaps(options: SourceMapOptions): SourceMapPlugin\n`,
)
