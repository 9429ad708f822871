import { parseArgs } from 'node:util'
import type { Command, Values } from './commands/command.ts'
import { commands } from './commands/index.ts'
import { ConfigError } from './config.ts'

export type CommandName = keyof typeof commands

const common = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

/** The command that the arguments name, or a request for help or the version. */
export interface CommandLine {
  command: Command
  values: Values
  /** Text to print instead of doing anything. */
  output?: string
}

/**
 * `collector [command] [flags]`; without a command it starts.
 *
 * @throws ConfigError for an unknown flag or command
 */
export function readCommandLine(args: string[], version: string): CommandLine {
  const isNamed = args[0] !== undefined && !args[0].startsWith('-')
  const name = isNamed ? findName(args[0] ?? '') : 'start'
  const command: Command = commands[name]
  const values = readFlags(isNamed ? args.slice(1) : args, command)
  if (values['version']) return { command, values, output: `${version}\n` }
  if (values['help']) return { command, values, output: isNamed ? helpOf(name) : help(version) }
  return { command, values }
}

function findName(name: string): CommandName {
  if (!Object.hasOwn(commands, name)) {
    throw new ConfigError(`unknown command "${name}"; --help lists the commands`)
  }
  return name as CommandName
}

function readFlags(args: string[], command: Command): Values {
  try {
    const allowPositionals = command.argument !== undefined
    const { values, positionals } = parseArgs({ args, options: { ...command.options, ...common }, allowPositionals })
    if (positionals.length > 1) throw new Error(`Unexpected argument '${positionals[1]}'`)
    return { ...values, argument: positionals[0] }
  } catch (error) {
    // the first sentence names the flag; the rest advises about positional arguments
    throw new ConfigError(`${(error as Error).message.split('. ')[0]}; --help lists the flags`)
  }
}

function help(version: string): string {
  const list = Object.entries(commands).map(([name, { summary }]) => line(name, summary))
  return `Collector ${version}: what browsers tell, collected, shown and stored.

Usage: collector [command] [flags]

${list.join('\n')}

Without a command it starts:
${optionLines(commands.start)}
${line('--help', 'this text; of a command with its name before it: collector export --help')}
${line('--version', 'which version this is')}

Everything else is set by environment variables or a file .env in the working directory. The most important ones:
${line('DB_URL', 'a PostgreSQL, postgres://user:password@host:5432/database; without it Collector uses its own')}
${line('', 'embedded database in DATA_DIR (./data)')}
${line('ACCESS_TOKEN', 'what reading asks for; without it one is made at the first start and printed as a link')}
${line('ALLOWED_ORIGINS', 'which sites may post: * (default) or https://a.example,https://b.example')}
All of them, with their defaults: the file .env.example, and /docs on the running server.
`
}

function helpOf(name: CommandName): string {
  const command: Command = commands[name]
  const flags = optionLines(command)
  return `collector ${name}: ${command.summary}

Usage: collector ${name}${command.argument ? ` ${command.argument}` : ''}${flags && ' [flags]'}
${flags && `\n${flags}\n`}
${command.details}
`
}

function optionLines({ options }: Command): string {
  return Object.entries(options)
    .map(([flag, { value, description }]) => line(`--${flag}${value ? ` ${value}` : ''}`, description))
    .join('\n')
}

function line(term: string, meaning: string): string {
  return `  ${term.padEnd(20)}${meaning}`
}
