import { isIP } from 'node:net'
import fastifyEnv from '@fastify/env'
import Fastify from 'fastify'
import { type Static, Type } from 'typebox'
import { canonicalPathPrefix } from './identity/canonical-path.ts'

const pathPattern = '/[^\\s,?#]*'
const origin = 'https?://[^/\\s,]+'
const checkedHost = '(https?://)?[\\w.-]+(:\\d+)?(/[^\\s,?#;]*)?'

/** The environment Collector reads. A description completes the sentence "NAME must be …". */
const environment = Type.Object({
  DB_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://\\S+$',
      description: 'a PostgreSQL connection string like postgres://user:password@host:5432/database',
    }),
  ),
  READ_DB_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://\\S+$',
      description: 'a connection string to a read replica of DB_URL, with DB_URL set',
    }),
  ),
  DATA_DIR: Type.String({ default: './data', description: 'a directory' }),
  HOST: Type.String({ default: '0.0.0.0', pattern: '^\\S+$', description: 'an address or host name to listen on' }),
  PORT: Type.Integer({ default: 5000, minimum: 0, maximum: 65535, description: 'a whole number from 0 to 65535' }),
  ACCESS_TOKEN: Type.Optional(
    Type.String({ pattern: '^[\\x21-\\x7e]+$', description: 'printable ASCII characters without spaces' }),
  ),
  ALLOWED_ORIGINS: Type.String({
    default: '*',
    pattern: `^(\\*|${origin}(\\s*,\\s*${origin})*)$`,
    description: '* or origins like https://example.com, separated by commas',
  }),
  TRUST_PROXY: Type.String({ default: '', description: 'addresses or networks like 10.0.0.0/8, separated by commas' }),
  TRUSTED_USER_HEADER: Type.Optional(
    Type.String({ pattern: '^[A-Za-z0-9-]+$', description: 'the name of a header, with TRUST_PROXY set' }),
  ),
  IP_MODE: Type.Enum(['full', 'truncated', 'none'], { default: 'full', description: 'full, truncated or none' }),
  RETENTION_DAYS: Type.Optional(Type.Integer({ minimum: 1, description: 'a whole number of days, at least 1' })),
  MAX_BODY_BYTES: Type.Integer({
    default: 1_048_576,
    minimum: 1024,
    maximum: 268_435_456,
    description: 'a whole number from 1024 to 268435456',
  }),
  MAX_SOURCE_MAP_BYTES: Type.Integer({
    default: 67_108_864,
    minimum: 1024,
    maximum: 268_435_456,
    description: 'a whole number from 1024 to 268435456',
  }),
  SOURCE_MAP_STORAGE_BYTES: Type.Integer({
    default: 2_147_483_648,
    minimum: 0,
    description: 'a whole number of bytes, for all source maps together as they are stored',
  }),
  SOURCE_MAP_RETENTION_DAYS: Type.Integer({
    default: 365,
    minimum: 1,
    description: 'a whole number of days, at least 1',
  }),
  RATE_LIMIT_PER_MINUTE: Type.Integer({ default: 600, minimum: 0, description: 'a whole number; 0 turns it off' }),
  PUBLIC_RARITY: Type.Boolean({ default: false, description: 'true or false' }),
  BASE_PATH: Type.Optional(
    Type.String({
      pattern: '^(/[\\w.~-]+)*/?$',
      description: 'a path like /collector, under which a proxy has Collector',
    }),
  ),
  PATH_PATTERNS: Type.String({
    default: '',
    pattern: `^(${pathPattern}(\\s*,\\s*${pathPattern})*)?$`,
    description: 'paths like /blog/:slug, separated by commas',
  }),
  COLLECT_PATH: Type.String({ default: '/collect', pattern: '^/[\\w./-]+$', description: 'a path like /c' }),
  REPORT_PATH: Type.String({ default: '/report', pattern: '^/[\\w./-]+$', description: 'a path like /r' }),
  SDK_PATH: Type.String({ default: '/collector.js', pattern: '^/[\\w./-]+$', description: 'a path like /c.js' }),
  PUBLIC_URL: Type.Optional(
    Type.String({
      pattern: '^https?://[^\\s?#]+$',
      description: 'the address of the dashboard, like https://collector.example',
    }),
  ),
  SMTP_URL: Type.Optional(
    Type.String({
      pattern: '^smtps?://\\S+$',
      description: 'a mail server like smtp://user:password@mail.example:587',
    }),
  ),
  SMTP_FROM: Type.Optional(
    Type.String({
      pattern: '^[^\\r\\n]*[^\\s@<>]+@[^\\s@<>]+>?$',
      description: 'the sender of mail, with SMTP_URL set',
    }),
  ),
  ALERT_ALLOWED_NETWORKS: Type.String({
    default: '',
    description: 'networks like 10.0.0.0/8 that alerts may be sent to, separated by commas',
  }),
  CHECK_HOSTS: Type.String({
    default: '',
    pattern: `^(${checkedHost}(\\s*,\\s*${checkedHost})*)?$`,
    description: 'hosts or URLs like cdn.example or https://cdn.example/lib.js, separated by commas',
  }),
  CHECK_FRAME_URL: Type.Optional(
    Type.String({
      pattern: '^https?://[\\w.-]+(:\\d+)?(/[^\\s,?#;]*)?$',
      description: 'an address of this Collector on another site, like https://collector.example.net',
    }),
  ),
  LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    default: 'info',
    description: 'fatal, error, warn, info, debug, trace or silent',
  }),
})

/** Every variable that is read. */
export const environmentNames = Object.keys(environment.properties)

/** Settings that the command line accepts beside the environment. */
export interface Flags {
  host?: string
  port?: string
  skipDb?: boolean
}

/** The settings of one process: read once, never changed. */
export type Config = Awaited<ReturnType<typeof readConfig>>

/** A setting that cannot be used; its message is one line that names it. */
export class ConfigError extends Error {}

/** @throws ConfigError */
export async function readConfig(env: Record<string, string | undefined>, flags: Flags = {}) {
  const merged = { ...env, ...(flags.host && { HOST: flags.host }), ...(flags.port && { PORT: flags.port }) }
  const values = await validate(merged)
  // without a proxy to believe it from, anybody could send it
  if (values.TRUSTED_USER_HEADER && !values.TRUST_PROXY) throw wrong('TRUSTED_USER_HEADER', values.TRUSTED_USER_HEADER)
  for (const name of ['DB_URL', 'READ_DB_URL'] as const) {
    if (!isWholeAddress(values[name])) {
      throw new ConfigError(`${name} cannot be read: percent-encode the password in it (@ is %40, / %2F, # %23, ? %3F)`)
    }
  }
  if (values.SMTP_URL && !values.SMTP_FROM) throw new ConfigError('SMTP_FROM must be set where SMTP_URL is')
  if (values.READ_DB_URL && !values.DB_URL) throw wrong('READ_DB_URL', values.READ_DB_URL)
  return Object.freeze({
    dbUrl: values.DB_URL,
    readDbUrl: values.READ_DB_URL,
    dataDir: values.DATA_DIR,
    host: values.HOST,
    port: values.PORT,
    accessToken: values.ACCESS_TOKEN,
    allowedOrigins: list(values.ALLOWED_ORIGINS),
    trustProxy: networks('TRUST_PROXY', values.TRUST_PROXY),
    trustedUserHeader: values.TRUSTED_USER_HEADER,
    ipMode: values.IP_MODE,
    retentionDays: values.RETENTION_DAYS,
    maxBodyBytes: values.MAX_BODY_BYTES,
    maxSourceMapBytes: values.MAX_SOURCE_MAP_BYTES,
    sourceMapStorageBytes: values.SOURCE_MAP_STORAGE_BYTES,
    sourceMapRetentionDays: values.SOURCE_MAP_RETENTION_DAYS,
    rateLimitPerMinute: values.RATE_LIMIT_PER_MINUTE,
    /** True if visitors may ask how rare their own browser is. */
    publicRarity: values.PUBLIC_RARITY,
    /** Without a slash at its end; empty where Collector has a host of its own. */
    basePath: values.BASE_PATH?.replace(/\/$/, '') ?? '',
    /** Pages with a name of their own, in the order in which they are tried. */
    pathPatterns: list(values.PATH_PATTERNS).map(canonicalPathPrefix),
    collectPath: values.COLLECT_PATH,
    reportPath: values.REPORT_PATH,
    sdkPath: values.SDK_PATH,
    /** Without a slash at its end. */
    publicUrl: values.PUBLIC_URL?.replace(/\/$/, ''),
    smtpUrl: values.SMTP_URL,
    smtpFrom: values.SMTP_FROM,
    alertAllowedNetworks: networks('ALERT_ALLOWED_NETWORKS', values.ALERT_ALLOWED_NETWORKS),
    /** URLs that the browsers of visitors should reach. */
    checkHosts: list(values.CHECK_HOSTS).map((host) => wholeUrl('CHECK_HOSTS', host)),
    /** Without a slash at its end. */
    checkFrameUrl: values.CHECK_FRAME_URL && wholeUrl('CHECK_FRAME_URL', values.CHECK_FRAME_URL).replace(/\/$/, ''),
    logLevel: values.LOG_LEVEL,
    skipDb: flags.skipDb ?? false,
  })
}

/** Returns false if the password ended the address early, by an unescaped character: the text after the host belongs to no password. */
function isWholeAddress(text = 'postgres://host'): boolean {
  // the driver takes an address without a host for that of a socket
  const address = URL.parse(text) ?? URL.parse(text.replace('@/', '@socket/'))
  return address !== null && !address.hash && !address.pathname.includes('@')
}

const secret = ['DB_URL', 'READ_DB_URL', 'ACCESS_TOKEN', 'SMTP_URL']

/** Validates the variables on an instance of their own: the logger and the server's options need their values first. */
async function validate(env: Record<string, string | undefined>): Promise<Static<typeof environment>> {
  const data: Record<string, string> = {}
  for (const name of environmentNames) {
    // an empty variable is how compose files say "unset"
    if (env[name]?.trim()) data[name] = env[name].trim()
  }
  try {
    const app = Fastify()
    await app.register(fastifyEnv, { schema: structuredClone(environment), data, env: false })
    return app.getEnvs<Static<typeof environment>>()
  } catch (error) {
    const name = (error as { errors?: { instancePath: string }[] }).errors?.[0]?.instancePath.slice(1)
    if (!name) throw error
    throw wrong(name, data[name])
  }
}

function wrong(name: string, value: string | undefined): ConfigError {
  const { description } = environment.properties[name as keyof typeof environment.properties] as {
    description?: string
  }
  return new ConfigError(`${name} must be ${description}${secret.includes(name) ? '' : `; it is "${value}"`}`)
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
}

/** Returns the URL of an address, https unless it says otherwise. */
function wholeUrl(name: 'CHECK_HOSTS' | 'CHECK_FRAME_URL', text: string): string {
  const url = URL.parse(/^https?:/.test(text) ? text : `https://${text}`)
  if (!url) throw wrong(name, text)
  return url.href
}

const namedNetworks = ['loopback', 'linklocal', 'uniquelocal']

function networks(name: 'TRUST_PROXY' | 'ALERT_ALLOWED_NETWORKS', text: string): string[] {
  const addresses = list(text)
  for (const address of addresses) {
    const [ip = '', prefix, ...rest] = address.split('/')
    const version = isIP(ip)
    const prefixIsRight =
      prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128))
    const isNetwork = version !== 0 && prefixIsRight && rest.length === 0
    if (!isNetwork && !namedNetworks.includes(address)) throw wrong(name, text)
  }
  return addresses
}
