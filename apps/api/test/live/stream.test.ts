import { type SubmissionItem, submissionItem } from '@collector/schema'
import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { type Apps, bearer, post, startApps } from '../support/apps.ts'
import { engines } from '../support/databases.ts'

interface Reading {
  app: Apps['app']
  count: number
  lastEventId?: string | undefined
  onOpen?: () => void
}

/** Reads server-sent events until there are `count`. */
async function readEvents(query: string, { app, count, lastEventId, onOpen }: Reading) {
  const aborter = new AbortController()
  const { port } = app.server.address() as { port: number }
  const answer = await fetch(`http://127.0.0.1:${port}/api/submissions/stream?${query}`, {
    headers: { ...bearer, ...(lastEventId && { 'last-event-id': lastEventId }) },
    signal: AbortSignal.any([aborter.signal, AbortSignal.timeout(20_000)]),
  })
  expect(answer.headers.get('content-type')).toContain('text/event-stream')
  const events: { id: string; item: SubmissionItem }[] = []
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true })
    if (text.includes('retry:')) onOpen?.()
    const parts = text.split('\n\n')
    text = parts.pop() ?? ''
    for (const part of parts) {
      const [, id, data] = /^id: (.*)\nevent: submission\ndata: (.*)$/.exec(part) ?? []
      if (id && data) events.push({ id, item: JSON.parse(data) })
    }
    if (events.length >= count) break
  }
  aborter.abort()
  return events
}

describe.each(engines)('$name', (engine) => {
  const apps = startApps(engine)

  test('the stream delivers in order, from every process, and resumes after the last event', async () => {
    const { app, second } = apps
    const opened = Promise.withResolvers<void>()
    const reading = readEvents('host=stream.example', { app: second, count: 50, onOpen: opened.resolve })
    await opened.promise
    // the stream settles where it begins just after the headers
    await new Promise((resolve) => setTimeout(resolve, 300))
    const posted = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        post(n % 2 ? app : second, { page: { url: `https://stream.example/${n}` }, errors: [{ message: 'x' }] }),
      ),
    )
    await post(app, { page: { url: 'https://other.example/' } })
    const events = await reading
    for (const { item } of events) expect(Value.Errors(submissionItem, item)).toEqual([])
    const times = events.map(({ item }) => item.receivedAt as string)
    expect(times).toEqual(times.toSorted())

    const rest = await readEvents('host=stream.example', { app, count: 40, lastEventId: events[19]?.id })
    expect(rest.slice(0, 30).map(({ item }) => item.id)).toEqual(events.slice(20, 50).map(({ item }) => item.id))
    const all = [...events.slice(0, 20), ...rest].map(({ item }) => item.submissionId)
    expect(all.toSorted()).toEqual(posted.toSorted())
  })

  test('the stream refuses an unknown Last-Event-ID', async () => {
    const refused = await apps.app.inject({
      url: '/api/submissions/stream',
      headers: { ...bearer, 'last-event-id': 'x' },
    })
    expect(refused.json()).toMatchObject({ statusCode: 400, message: expect.stringContaining('Last-Event-ID') })
  })
})
