import { type TokenScope, tokenScopes } from '@collector/schema'
import { replaceAccessToken, settleAccessToken } from '../access/access-token.ts'
import { answerTokens, createToken } from '../access/machine-tokens.ts'
import { type Config, ConfigError } from '../config.ts'
import { deleteToken } from '../storage/queries/access-tokens.ts'
import type { Storage } from '../storage/storage.ts'
import type { Values } from './command.ts'
import { withStorage } from './with-storage.ts'

/**
 * The command `collector token`: without an argument it prints the access token.
 *
 * @throws ConfigError for an argument or a flag that it does not know
 */
export async function manageTokens(config: Config, values: Values): Promise<void> {
  const { argument } = values
  if (argument === undefined) return printAccessToken(config, values)
  const action = typeof argument === 'string' ? actions[argument] : undefined
  if (!action) throw new ConfigError(`collector token takes create, list or revoke; it is "${argument}"`)
  const act = action(values)
  await withStorage(config, async (storage) => {
    process.stdout.write(`${await act(storage)}\n`)
  })
}

/** Each checks its flags before a database is opened, and returns what to print. */
const actions: Record<string, (values: Values) => (storage: Storage) => Promise<string>> = {
  create: ({ scope, name }) => {
    const scopes = readScopes(scope)
    return async ({ db }) => {
      const made = await createToken(db, { name: typeof name === 'string' ? name : scopes.join(', '), scopes })
      return made.token
    }
  },
  list:
    () =>
    async ({ db }) => {
      const { items } = await answerTokens(db)
      return items
        .map(({ id, name, scopes, lastUsedAt }) => `${id}  ${scopes.join(',')}  ${lastUsedAt ?? 'never used'}  ${name}`)
        .join('\n')
    },
  revoke: ({ id }) => {
    if (typeof id !== 'string' || !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)) {
      throw new ConfigError('--id must be the id of a token, as collector token list prints it')
    }
    return async ({ db }) => {
      if (!(await deleteToken(db, id))) throw new ConfigError(`there is no token ${id}`)
      return `Revoked ${id}`
    }
  },
}

function readScopes(scope: Values[string]): TokenScope[] {
  const named = new Set(typeof scope === 'string' ? scope.split(',') : [])
  const scopes = tokenScopes.filter((name) => named.has(name))
  if (scopes.length === 0 || scopes.length < named.size) {
    throw new ConfigError(`--scope must be one or more of ${tokenScopes.join(', ')}, separated by commas`)
  }
  return scopes
}

async function printAccessToken(config: Config, { new: isNew }: Values): Promise<void> {
  if (isNew && config.accessToken !== undefined) {
    throw new ConfigError('ACCESS_TOKEN is set and wins over a token in the database: change it there')
  }
  await withStorage(config, async (storage) => {
    if (isNew) await replaceAccessToken(storage)
    const { value } = await settleAccessToken(config.accessToken, storage)
    process.stdout.write(`${value}\n`)
  })
}
