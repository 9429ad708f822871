#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs'
import { readCommandLine } from './command-line.ts'
import { readConfig } from './config.ts'

/** Above this file, from source and once built. */
const packageFile = new URL('../package.json', import.meta.url)

try {
  const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string }
  const { command, values, tell } = readCommandLine(process.argv.slice(2), version)
  if (tell !== undefined) {
    process.stdout.write(tell)
  } else {
    if (existsSync('.env')) process.loadEnvFile('.env')
    await command.run(readConfig(process.env, command.settings?.(values)), values)
  }
} catch (error) {
  // one line: what it is, and that is what to mend
  process.stderr.write(`collector: ${(error as Error).message}\n`)
  process.exit(1)
}
