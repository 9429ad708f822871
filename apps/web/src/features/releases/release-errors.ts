import type { ReleaseGroupsAnswer } from '@collector/schema'
import { html, nothing } from 'lit'
import { type Narrowing, narrowedAddress } from '../../address/narrowed-address.ts'
import { formatNumber, nounFor } from '../../words/quantity.ts'
import { errorKinds } from '../errors/error-words.ts'
import type { ReleaseErrors } from './get-releases.ts'
import '../overview/ranking.css'
import './release-errors.css'

type Groups = ReleaseGroupsAnswer['new']

/** Lists the groups of errors that a release brought, brought back, and ended, those with most page views first. */
export function releaseErrors({ item, groups, pageViews, pageViewsBefore }: ReleaseErrors, narrowing: Narrowing) {
  const { release, environment } = item
  const { previous } = groups
  const listOf = (title: string, none: string, list: Groups, seenIn: string, counts = pageViews) => html`<div>
    <h3>${title}</h3>
    ${
      list.length === 0
        ? html`<p class="hint">${none}</p>`
        : html`<ol class="ranking">
            ${byCount(list, counts).map(
              ({ groupKey, type, name, message }) => html`<li>
                <a
                  class="name"
                  href=${narrowedAddress(`/errors/${groupKey}`, narrowing, { release: seenIn, environment: environment ?? undefined })}
                  >${message.slice(0, 200) || 'no message'}</a
                >
                ${figure(counts.get(groupKey))}
                <span class="beside">${name ?? errorKinds[type]}</span>
              </li>`,
            )}
          </ol>`
    }
  </div>`
  return html`<section class="release-errors">
    <h2>Which errors did ${release} bring${environment ? ` to ${environment}` : nothing}?</h2>
    <div class="release-lists">
      ${listOf('New', 'No error was first seen in it.', groups.new, release)}
      ${listOf('Regressed', 'No resolved error came back in it.', groups.regressed, release)}
      ${
        previous === null
          ? nothing
          : listOf(
              `Gone since ${previous}`,
              'All errors of the release before occurred in it too.',
              groups.gone,
              previous,
              pageViewsBefore,
            )
      }
    </div>
  </section>`
}

function byCount(list: Groups, counts: ReleaseErrors['pageViews']): Groups {
  const countOf = ({ groupKey }: Groups[number]) => counts.get(groupKey) ?? 0
  return list.toSorted((a, b) => countOf(b) - countOf(a))
}

/** Shows the page views of a group; nothing where they are unknown or excluded. */
function figure(pageViews: number | undefined) {
  return pageViews
    ? html`<span class="figure">${formatNumber(pageViews)} <span class="unit">${nounFor(pageViews, 'page view')}</span></span>`
    : nothing
}
