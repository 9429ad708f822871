#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { readCommandLine } from './command-line.ts'
import { readConfig } from './config.ts'
import { version } from './version.ts'

try {
  const { command, values, output } = readCommandLine(process.argv.slice(2), version)
  if (output !== undefined) {
    process.stdout.write(output)
  } else {
    if (existsSync('.env')) process.loadEnvFile('.env')
    await command.run(await readConfig(process.env, command.settings?.(values)), values)
  }
} catch (error) {
  // one line for the operator: the stack does not say what to fix
  process.stderr.write(`collector: ${(error as Error).message}\n`)
  process.exit(1)
}
