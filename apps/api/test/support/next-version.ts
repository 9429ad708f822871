import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packageDir = fileURLToPath(new URL('../..', import.meta.url))

/** Migration of a later version: it adds a column and an index to the busiest table, and then takes its time. */
const migration = `import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql\`alter table facts add column of_next_version text\`.execute(db)
  await sql\`create index facts_of_next_version on facts (of_next_version)\`.execute(db)
  await sql\`select pg_sleep(2)\`.execute(db)
}
`

/** The source with one migration more, as the version after this one will be. Gives its server.ts. */
export async function makeNextVersion(): Promise<{ server: string; remove(): Promise<void> }> {
  // where it finds the same packages and the same built dashboard
  const dir = await mkdtemp(join(packageDir, '.next-version-'))
  await cp(join(packageDir, 'src'), dir, { recursive: true })
  await writeFile(join(dir, 'storage/migrations/2099-01-01-next.ts'), migration)
  const index = join(dir, 'storage/migrations/index.ts')
  const text = await readFile(index, 'utf8')
  await writeFile(
    index,
    `import * as next from './2099-01-01-next.ts'\n${text.replace(/\n}\n$/, "\n  '2099-01-01-next': next,\n}\n")}`,
  )
  return { server: join(dir, 'server.ts'), remove: () => rm(dir, { recursive: true, force: true }) }
}
