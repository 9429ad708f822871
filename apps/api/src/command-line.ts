import { parseArgs } from 'node:util'
import { ConfigError, type Flags } from './config.ts'

export const help = `Collector: what browsers tell, collected, shown and stored.

Usage: collector [--host ADDRESS] [--port NUMBER] [--skip-db]

  --host ADDRESS  where to listen (HOST, default 0.0.0.0)
  --port NUMBER   on which port (PORT, default 5000)
  --skip-db       do not create or migrate tables at start
  --help          this text

Everything else is set by environment variables or a file .env, see .env.example. The most important ones:
  DB_URL          a PostgreSQL connection string; without it the embedded database in DATA_DIR (./data) is used
  ACCESS_TOKEN    what reading asks for; without it one is made at the first start and printed as a link
`

/** @throws ConfigError for a flag that is not known */
export function readCommandLine(args: string[]): Flags & { help?: boolean } {
  try {
    const { values } = parseArgs({
      args,
      options: {
        host: { type: 'string' },
        port: { type: 'string' },
        'skip-db': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    return { ...values, skipDb: values['skip-db'] ?? false }
  } catch (error) {
    // the first sentence names the flag; the rest advises about positional arguments
    throw new ConfigError(`${(error as Error).message.split('. ')[0]}; --help lists the flags`)
  }
}
