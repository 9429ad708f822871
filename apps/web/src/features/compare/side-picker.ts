import { html, nothing } from 'lit'
import { submissionIdOf } from '../../address/submission-number.ts'
import { withBase } from '../../router/base-path.ts'
import './side-picker.css'

/** Asks for the submission of one side: its number, id or link. Calls `take` with the value for the address. */
export function sidePicker(
  { side, label, failure, thisBrowserHref }: { side: string; label: string; failure: string; thisBrowserHref: string },
  take: (submission: string) => void,
) {
  return html`<form class="compared-side picker" @submit=${(event: SubmitEvent) => pick(event, take)}>
    <label>
      ${label} submission
      <input
        name="submission"
        required
        autocomplete="off"
        spellcheck="false"
        placeholder="number, id or link"
        aria-invalid=${failure ? 'true' : nothing}
        aria-describedby="failure-${side}"
      />
    </label>
    <p id="failure-${side}" class="failure" role="alert">${failure}</p>
    <div class="actions">
      <button type="submit" class="small">Compare</button>
      <a href=${thisBrowserHref}>This browser</a>
      <a href=${withBase('/submissions')}>Choose from the list</a>
    </div>
  </form>`
}

function pick(event: SubmitEvent, take: (submission: string) => void): void {
  event.preventDefault()
  const input = (event.target as HTMLFormElement).querySelector('input')
  const text = input?.value.trim() ?? ''
  if (submissionIdOf(text) === undefined) {
    input?.setCustomValidity('A number, an id of 36 characters, or a link to a submission')
    input?.reportValidity()
    input?.addEventListener('input', () => input.setCustomValidity(''), { once: true })
    return
  }
  take(text.split('/').findLast(Boolean) ?? text)
}
