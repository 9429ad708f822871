import { readFileSync, writeFileSync } from 'node:fs'

/**
 * Which folder may not import what. Biome replaces a rule where several overrides match, so each folder needs its whole list:
 * this table says each wall once, and `biome.walls.json` is written from it.
 *
 * `node scripts/import-walls.ts` writes the file, with `--check` it fails if the file is not up to date.
 */
interface Wall {
  group: string[]
  importNamePattern?: string
  message: string
}

const apiRooms =
  'access,alerts,checks,commands,errors,filters,fingerprints,ingest,inlets,jobs,operating,plugins,releases,rollups,routes,source-maps,statistics,submissions'

const walls = {
  apps: {
    group: ['@collector/api', '@collector/web', '**/apps/**'],
    message: 'Imports run one way: web -> sdk -> schema <- api, web -> user-agent <- api. No package imports an app.',
  },
  packages: { group: ['@collector/*'], message: 'The schema imports no other package.' },
  schemaValues: {
    group: ['@collector/schema'],
    importNamePattern: '[a-z].*',
    message: 'Values of the schema cost 14 kB gzipped: import types, or plain data from @collector/schema/catalogue.',
  },
  aboveUi: {
    group: ['**/features/**', '**/address/**'],
    message: 'ui knows no feature and no filter: hand it data and functions.',
  },
  aboveWords: { group: ['**/features/**', '**/ui/**'], message: 'words and address stand below ui and features.' },
  aboveApi: {
    group: ['**/features/**', '**/ui/**', '**/address/**', '**/words/**'],
    message: 'api and router are the ground floor: they import nothing above them.',
  },
  browserCode: {
    group: ['@collector/web', '@collector/sdk'],
    message: 'The API serves what web and sdk built; it never imports them.',
  },
  engines: { group: ['pg', '@electric-sql/pglite'], message: 'Only storage/engines names an engine.' },
  sql: { group: ['kysely'], message: 'SQL stays in storage and the rooms that query: call a function of theirs.' },
  http: { group: ['fastify', '@fastify/*'], message: 'HTTP stays in app.ts, plugins, access and routes.' },
  aboveStorage: { group: [`**/{${apiRooms}}/**`], message: 'Storage imports no other room but identity.' },
} satisfies Record<string, Wall>

type WallName = keyof typeof walls

/** Files, and the walls around them. A later line replaces an earlier one that matches the same file. */
const walled: [includes: string[], names: WallName[]][] = [
  [['packages/schema/src/**'], ['apps', 'packages']],
  [['packages/user-agent/src/**'], ['apps', 'schemaValues']],
  [['packages/sdk/src/**'], ['apps']],
  [['apps/web/src/**'], ['apps', 'schemaValues']],
  [['apps/web/src/ui/**'], ['apps', 'schemaValues', 'aboveUi']],
  [['apps/web/src/{words,address}/**'], ['apps', 'schemaValues', 'aboveWords']],
  [['apps/web/src/{api,router}/**'], ['apps', 'schemaValues', 'aboveApi']],
  [
    ['apps/api/src/**', '!**/*.test.ts'],
    ['browserCode', 'engines'],
  ],
  [
    ['apps/api/src/{routes,access,checks,plugins,operating,commands}/**', '!**/*.test.ts'],
    ['browserCode', 'engines', 'sql'],
  ],
  [
    ['apps/api/src/{filters,statistics,fingerprints,errors,source-maps,submissions,rollups}/**', '!**/*.test.ts'],
    ['browserCode', 'engines', 'http'],
  ],
  [
    ['apps/api/src/{identity,ingest,jobs}/**', '!**/*.test.ts'],
    ['browserCode', 'engines', 'sql', 'http'],
  ],
  [
    ['apps/api/src/storage/**', '!**/*.test.ts'],
    ['browserCode', 'engines', 'http', 'aboveStorage'],
  ],
  [
    ['apps/api/src/storage/engines/**', '!**/*.test.ts'],
    ['browserCode', 'http', 'aboveStorage'],
  ],
]

const overrides = walled.map(([includes, names]) => ({
  includes,
  linter: {
    rules: {
      style: {
        noRestrictedImports: { level: 'error', options: { patterns: names.map((name) => walls[name]) } },
      },
    },
  },
}))
const file = new URL('../biome.walls.json', import.meta.url)
const text = `${JSON.stringify({ overrides }, null, 2)}\n`

if (!process.argv.includes('--check')) writeFileSync(file, text)
else if (readFileSync(file, 'utf8') !== text) {
  console.error('biome.walls.json is not what scripts/import-walls.ts says: run node scripts/import-walls.ts')
  process.exit(1)
}
