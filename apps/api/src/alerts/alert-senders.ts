import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import type { Database } from '../storage/database.ts'
import { readSetting, writeSetting } from '../storage/queries/settings.ts'
import type { Storage } from '../storage/storage.ts'
import type { Senders } from './channels/channel.ts'
import { guardedOutbound } from './guarded-request.ts'
import { smtpMailer } from './smtp.ts'

const settingKey = 'dashboard_url'

/** Makes the senders of messages from the settings. */
export function alertSenders({ alertAllowedNetworks, smtpUrl, smtpFrom }: Config): Senders {
  return {
    outbound: guardedOutbound(alertAllowedNetworks),
    sendMail: smtpUrl && smtpFrom ? smtpMailer(smtpUrl, smtpFrom) : undefined,
  }
}

/** Returns the URL of the dashboard for links: `PUBLIC_URL`, else that of the latest sign-in. */
export async function publicUrlOf({ publicUrl }: Config, db: Database): Promise<string | undefined> {
  return publicUrl ?? (await readSetting(db, settingKey))
}

/** Makes the function that stores the URL of a sign-in. It runs in the background, and its failure does not affect signing in. */
export function rememberDashboardUrl({ db }: Pick<Storage, 'db'>, basePath: string): (request: FastifyRequest) => void {
  let remembered: string | undefined
  return ({ protocol, host, log }) => {
    const url = `${protocol}://${host}${basePath}`
    if (url === remembered) return
    remembered = url
    writeSetting(db, settingKey, url).catch((error) =>
      log.warn(`The dashboard's address was not kept (${error.message})`),
    )
  }
}
