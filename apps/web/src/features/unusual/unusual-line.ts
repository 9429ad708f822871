import type { UnusualAnswer } from '@collector/schema'
import { minComparedBrowsers } from '@collector/schema/catalogue'
import { html, nothing } from 'lit'
import { withBase } from '../../router/base-path.ts'
import { mark } from '../../ui/text/mark.ts'
import { kindWords } from './unusual-words.ts'

/** Says in a line what stands out in a stored report, and links to the comparison. */
export function unusualLine(submissionId: string, words: readonly string[], answer: UnusualAnswer | undefined) {
  if (!answer && words.length === 0) return nothing
  const compare =
    answer &&
    answer.browsers >= minComparedBrowsers &&
    html`<a href=${withBase(`/compare?${new URLSearchParams({ a: submissionId, b: 'typical' })}`)}>Compare with a typical one</a>`
  return html`<p class="unusual">
    ${
      words.length > 0
        ? html`${mark('fair')} <strong>Unusual here:</strong> ${words.join('; ')}.`
        : answer && answer.browsers >= minComparedBrowsers
          ? html`${mark('good')} Nothing unusual among ${kindWords(answer)}.`
          : answer
            ? html`${mark('absent')} Too few to compare with: ${kindWords(answer)} in the week before.`
            : nothing
    }
    ${compare || nothing}
  </p>`
}
