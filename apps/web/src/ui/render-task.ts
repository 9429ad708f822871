import type { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { ApiError } from '../api/request.ts'
import { failure } from './failure.ts'
import './render-task.css'

interface Manner {
  /** Text while loading: "Loading the errors" */
  loading: string
  /** Title of a failure: "The errors could not be loaded" */
  failed: string
  /** True for a background refresh, which does not dim the content. */
  isQuiet?: boolean
}

/** Shows the answer to a page's request: the previous one stays, dimmed, until the next is there; or the error. */
export function renderTask<Value>(
  task: Task<readonly unknown[], Value>,
  { loading, failed, isQuiet = false }: Manner,
  render: (value: Value) => unknown,
) {
  const wait = () => {
    if (task.value === undefined) return html`<p class="loading" aria-busy="true">${loading}</p>`
    return isQuiet ? render(task.value) : html`<div aria-busy="true" class="stale">${render(task.value)}</div>`
  }
  return task.render({
    initial: wait,
    pending: wait,
    complete: render,
    error: (error) => failureOf(error, () => failure(failed, error, () => task.run())),
  })
}

/** Shows an error; nothing if the session has ended, since the sign-in page follows. */
export function failureOf(error: unknown, say: () => unknown) {
  return error instanceof ApiError && error.status === 401 ? nothing : say()
}
