import type { Command } from './command.ts'

/** Every command, in the order of --help. Without a name the first one is run. */
export const commands = {
  start: {
    summary: 'serve the dashboard, the script for your pages and the API',
    details: `Makes or updates its tables, then serves until it is told to stop (SIGTERM, SIGINT): it finishes what it has begun.
The log says where it listens and prints a link that signs you in. Several processes may serve one PostgreSQL.`,
    options: {
      host: { type: 'string', value: 'ADDRESS', description: 'where to listen (HOST, default 0.0.0.0)' },
      port: { type: 'string', value: 'NUMBER', description: 'on which port (PORT, default 5000)' },
      'skip-db': { type: 'boolean', description: 'do not create or migrate tables at start' },
    },
    settings: (values) => ({
      ...(typeof values['host'] === 'string' && { host: values['host'] }),
      ...(typeof values['port'] === 'string' && { port: values['port'] }),
      skipDb: values['skip-db'] === true,
    }),
    run: async (config) => (await import('./start.ts')).start(config),
  },
  migrate: {
    summary: 'create the tables or bring them up to date, and end',
    details: `For deployments that start with --skip-db: run it once before the new version starts. It waits until the database
can be reached. Running it again, or several at once, changes nothing.`,
    options: {},
    run: async (config) => (await import('./migrate.ts')).migrateDatabase(config),
  },
  export: {
    summary: 'write everything stored to standard output, one submission a line',
    details: `  collector export > submissions.ndjson
  collector export --format csv --from 2026-11-01 > november.csv
Newest first, in constant memory. With the embedded database stop the server first, or take the same from the running
one: GET /api/export.`,
    options: {
      format: {
        type: 'string',
        value: 'ndjson|csv',
        description: 'whole submissions (default), or their facts as a table',
      },
      from: { type: 'string', value: 'TIME', description: 'received at or after, ISO 8601' },
      to: { type: 'string', value: 'TIME', description: 'received before' },
    },
    run: async (config, values) => (await import('./export.ts')).exportSubmissions(config, values),
  },
  move: {
    summary: 'copy everything from the embedded database to a PostgreSQL',
    details: `  DB_URL=postgres://user:password@host:5432/database collector move
From DATA_DIR to DB_URL, which must be empty. Stop the server before. Shows how far it is, can be stopped or killed and
goes on where it was, and counts and compares both sides at its end. DATA_DIR stays as it is.`,
    options: {},
    run: async (config) => (await import('./move.ts')).moveToPostgres(config),
  },
  're-extract': {
    summary: 'extract the facts of everything stored again',
    details: `After an update that extracts more or better, and for rows the predecessor of Collector left. Shows how far it is, can
be stopped and goes on where it was. A PostgreSQL may be served meanwhile; with the embedded database stop the server first.`,
    options: {},
    run: async (config) => (await import('./re-extract.ts')).reExtractAll(config),
  },
  distribute: {
    summary: 'spread raw text over the nodes of a Citus cluster',
    details: `  DB_URL=postgres://user:password@coordinator:5432/database collector distribute --shards 8
Moves the table debug_data to shards on the workers; all other tables stay on the coordinator. Storing waits meanwhile.
Running it again completes what was interrupted. docs/scaling.md says when this helps.`,
    options: {
      shards: { type: 'string', value: 'NUMBER', description: 'how many parts to make (default 8)' },
    },
    run: async (config, values) => (await import('./distribute.ts')).distributeOverNodes(config, values),
  },
  token: {
    summary: 'print the access token, or make, list and revoke tokens for machines',
    details: `  collector token                                print the access token, which may do everything
  collector token create --scope upload --name CI  make a token and print it, this once
  collector token list
  collector token revoke --id ID
The access token is the one kept in the database, made if there is none; or ACCESS_TOKEN, if it is set. With --new the kept
one is replaced: restart the server, and everybody who was signed in is signed out. With the embedded database stop the
server first, or use the page Access tokens; the start log prints the access token too.`,
    argument: '[create|list|revoke]',
    options: {
      new: { type: 'boolean', description: 'replace the kept access token by a new one' },
      scope: { type: 'string', value: 'read|upload|admin', description: 'what the made token may do' },
      name: { type: 'string', value: 'NAME', description: 'what the made token is for' },
      id: { type: 'string', value: 'ID', description: 'which token to revoke' },
    },
    run: async (config, values) => (await import('./token.ts')).manageTokens(config, values),
  },
  upload: {
    summary: 'send the source maps of a build to a Collector',
    details: `  COLLECTOR_TOKEN=… collector upload ./dist --url https://collector.example --release 1.4.2
Finds the map of each script and style sheet and prints what became of it. Run it after each build that is deployed; what
is stored already is not stored again. Fails if no map was stored or known. No database is opened.`,
    argument: 'DIRECTORY',
    options: {
      url: { type: 'string', value: 'ADDRESS', description: 'the Collector' },
      release: { type: 'string', value: 'NAME', description: 'what the pages send as app.release' },
      token: {
        type: 'string',
        value: 'TOKEN',
        description: 'instead of COLLECTOR_TOKEN; others may see it in the list of processes',
      },
      'delete-maps': {
        type: 'boolean',
        description: 'delete the maps that were uploaded, before the build is published',
      },
    },
    run: async (_config, values) => (await import('./upload.ts')).uploadSourceMaps(values),
  },
} as const satisfies Record<string, Command>
