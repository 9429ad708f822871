import type { Config, Flags } from '../config.ts'

/** One flag of a command, as `parseArgs` of node:util takes it, with what --help says of it. */
export interface Option {
  type: 'string' | 'boolean'
  /** Placeholder of its value in the help. */
  value?: string
  description: string
}

/** Values of the command line, by flag; `argument` is the one that has no flag. */
export type Values = Record<string, string | boolean | undefined>

/** Something an operator does, run as `collector NAME`. */
export interface Command {
  /** One line, for the list. */
  summary: string
  /** Details for `collector NAME --help`. */
  details: string
  /** Placeholder of its one argument in the help; absent where it takes none. */
  argument?: string
  options: Record<string, Option>
  /** Flags that stand for settings of the environment. */
  settings?: (values: Values) => Flags
  /** Loaded only for the command that is run. @throws an error whose message is one line for the operator */
  run(config: Config, values: Values): Promise<void>
}
