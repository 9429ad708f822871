import { EventEmitter } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { type WorkerMessage, WorkerStream } from './worker-stream.ts'

test('an answer that comes after its connection was given up does not reach the next one', async () => {
  const asked: WorkerMessage[] = []
  const worker = Object.assign(new EventEmitter(), { postMessage: (message: WorkerMessage) => asked.push(message) })
  const connect = async (question: string) => {
    const stream = new WorkerStream(Promise.resolve(worker as unknown as Worker)).connect()
    await new Promise((resolve) => stream.once('connect', resolve))
    stream.write(question)
    return stream
  }
  const first = await connect('first')
  first.destroy()
  const second = await connect('second')
  for (const { connection, bytes } of asked) worker.emit('message', { connection, bytes })
  await new Promise(setImmediate)
  expect(second.read()?.toString()).toBe('second')
})
