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
  const wait = () => {
    if (task.value === undefined) return waiting(loading, shape)
    return isQuiet ? render(task.value) : html`<div aria-busy="true" class="stale">${render(task.value)}</div>`
  }
  return task.render({
    initial: wait,
    pending: wait,
    complete: render,
    error: (error) => failureOf(error, () => failure(failed, error, () => task.run())),
  })
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
