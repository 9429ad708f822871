import type { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { ApiError } from '../api/request.ts'
import { failure } from './failure.ts'
import { type SkeletonPart, skeleton } from './skeleton.ts'
import './render-task.css'

interface Manner {
  /** Text while loading: "Loading the errors" */
  loading: string
  /** Title of a failure: "The errors could not be loaded" */
  failed: string
  /** Parts of the page, whose places are kept while it loads. */
  shape?: readonly SkeletonPart[]
  /** True for a background refresh, which does not dim the content. */
  isQuiet?: boolean
}

/** Shows the answer to a page's request: the previous one stays, dimmed, until the next is there; or the error. */
export function renderTask<Value>(
  task: Task<readonly unknown[], Value>,
  { loading, failed, shape = ['rows'], isQuiet = false }: Manner,
  render: (value: Value) => unknown,
) {
  const wait = () =>
    task.value === undefined ? waiting(loading, shape) : answered(render(task.value), { isStale: !isQuiet })
  return task.render({
    initial: wait,
    pending: wait,
    complete: (value) => answered(render(value), { isStale: false }),
    error: (error) => failureOf(error, () => failure(failed, error, () => task.run())),
  })
}

/** Shows content, dimmed while the next one loads. The template is one, so that its elements stay, and with them the focus and open details. */
export function answered(content: unknown, { isStale }: { isStale: boolean }) {
  return html`<div class=${isStale ? 'stale' : ''} aria-busy=${isStale ? 'true' : nothing}>${content}</div>`
}

/** Shows that a page loads, in its own shape. */
export function waiting(loading: string, shape: readonly SkeletonPart[]) {
  return html`<p class="loading visually-hidden" role="status">${loading}</p>
    ${skeleton(shape)}`
}

/** Shows an error; nothing if the session has ended, since the sign-in page follows. */
export function failureOf(error: unknown, say: () => unknown) {
  return error instanceof ApiError && error.status === 401 ? nothing : say()
}
