import { type Logger, pino } from 'pino'

/** JSON lines on stdout; readable ones on a terminal. */
export function createLogger(level: string): Logger {
  const isTerminal = process.stdout.isTTY
  return pino({
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    ...(isTerminal && {
      transport: { target: 'pino-pretty', options: { ignore: 'hostname,pid', translateTime: 'SYS:HH:MM:ss' } },
    }),
  })
}
