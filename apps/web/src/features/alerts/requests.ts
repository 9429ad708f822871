import type {
  AlertChannel,
  AlertEventsAnswer,
  AlertRule,
  AlertRuleChange,
  NewAlertChannel,
  NewAlertRule,
} from '@collector/schema'
import { request, requestJson } from '../../api/request.ts'

export interface Alerting {
  channels: AlertChannel[]
  rules: AlertRule[]
  events: AlertEventsAnswer
}

/** Requests everything the page shows. */
export async function getAlerting(cursor: string | null, signal: AbortSignal): Promise<Alerting> {
  const [{ items: channels }, { items: rules }, events] = await Promise.all([
    requestJson<{ items: AlertChannel[] }>('/alerts/channels', { signal }),
    requestJson<{ items: AlertRule[] }>('/alerts/rules', { signal }),
    requestJson<AlertEventsAnswer>(
      `/alerts/events?${new URLSearchParams({ limit: '20', ...(cursor !== null && { cursor }) })}`,
      { signal },
    ),
  ])
  return { channels, rules, events }
}

export const createChannel = (channel: NewAlertChannel) => send('POST', '/channels', channel)
export const changeChannel = (id: number, change: Pick<NewAlertChannel, 'name' | 'config'>) =>
  send('PATCH', `/channels/${id}`, change)
export const deleteChannel = (id: number) => send('DELETE', `/channels/${id}`)
export const createRule = (rule: NewAlertRule) => send('POST', '/rules', rule)
export const changeRule = (id: number, change: AlertRuleChange) => send('PATCH', `/rules/${id}`, change)
export const deleteRule = (id: number) => send('DELETE', `/rules/${id}`)

export function testChannel(id: number): Promise<{ delivered: boolean; error: string | null }> {
  return requestJson(`/alerts/channels/${id}/test`, { method: 'POST' })
}

async function send(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<void> {
  const content = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  await request(`/alerts${path}`, { method, ...content })
}
