import type { CheckResult } from '@collector/schema'
import { withBase } from '../../../router/base-path.ts'

const timeoutMs = 4000
const message = 'collector'

export function webSocket(): Promise<CheckResult> {
  return new Promise((resolve) => {
    const url = new URL(withBase('/check/socket'), location.href)
    url.protocol = url.protocol.replace('http', 'ws')
    const socket = new WebSocket(url)
    const settle = (result: CheckResult) => {
      clearTimeout(timer)
      resolve(result)
      socket.close()
    }
    const timer = setTimeout(settle, timeoutMs, { state: 'poor', detail: 'no answer' })
    socket.onopen = () => socket.send(message)
    socket.onmessage = ({ data }) =>
      settle(data === message ? { state: 'good', detail: 'works' } : { state: 'poor', detail: 'another answer came' })
    socket.onclose = () => settle({ state: 'poor', detail: 'no connection' })
  })
}
