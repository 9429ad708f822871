import { parseArgs } from 'node:util'
import { ConfigError, type Flags } from './config.ts'

export const help = `Collector: what browsers tell, collected, shown and stored.

Usage: collector [--host ADDRESS] [--port NUMBER] [--skip-db]
       collector re-extract

  re-extract      extract the facts of everything stored anew, and of the predecessor's rows; shows how far it is, can be
                  stopped and goes on where it was. With the embedded database, stop the server before

  --host ADDRESS  where to listen (HOST, default 0.0.0.0)
  --port NUMBER   on which port (PORT, default 5000)
  --skip-db       do not create or migrate tables at start
  --help          this text

Everything else is set by environment variables or a file .env, see .env.example. The most important ones:
  DB_URL          a PostgreSQL connection string; without it the embedded database in DATA_DIR (./data) is used
  ACCESS_TOKEN    what reading asks for; without it one is made at the first start and printed as a link
`

const commands = ['re-extract'] as const
export type Command = (typeof commands)[number]

/** @throws ConfigError for a flag or a command that is not known */
export function readCommandLine(args: string[]): Flags & { help?: boolean; command?: Command } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        host: { type: 'string' },
        port: { type: 'string' },
        'skip-db': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    return { ...values, skipDb: values['skip-db'] ?? false, command: readCommand(positionals) }
  } catch (error) {
    if (error instanceof ConfigError) throw error
    // the first sentence names the flag; the rest advises about positional arguments
    throw new ConfigError(`${(error as Error).message.split('. ')[0]}; --help lists the flags`)
  }
}

function readCommand([name, ...more]: string[]): Command | undefined {
  if (name === undefined) return undefined
  const command = commands.find((known) => known === name)
  if (!command || more.length > 0) {
    throw new ConfigError(`there is no command "${[name, ...more].join(' ')}"; --help lists what there is`)
  }
  return command
}
