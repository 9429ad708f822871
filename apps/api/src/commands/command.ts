import type { Config, Flags } from '../config.ts'

/** One flag of a command, in the form of `parseArgs` of node:util, with its description for --help. */
export interface Option {
  type: 'string' | 'boolean'
  /** Placeholder of its value in the help. */
  value?: string
  description: string
}

/** Values of the command line, by flag; `argument` is the one that has no flag. */
export type Values = Record<string, string | boolean | undefined>

/** A task of an operator, run as `collector NAME`. */
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
  /** Runs the command; its code is loaded only then. @throws an error whose message is one line for the operator */
  run(config: Config, values: Values): Promise<void>
}
