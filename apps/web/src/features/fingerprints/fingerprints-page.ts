import type { FingerprintStabilityAnswer, FingerprintsAnswer } from '@collector/schema'
import { enoughBrowsers } from '@collector/schema/catalogue'
import { Task } from '@lit/task'
import { html, nothing } from 'lit'
import { customElement, property } from 'lit/decorators.js'
import { type Preset, readFilters } from '../../address/address-filters.ts'
import { withBase } from '../../router/base-path.ts'
import { LightElement } from '../../ui/light-element.ts'
import { renderTask } from '../../ui/render-task.ts'
import '../../ui/table/data-table.ts'
import type { Column } from '../../ui/table/data-table.ts'
import { absent } from '../../ui/text/absent.ts'
import { formatCount, formatNumber } from '../../words/quantity.ts'
import '../filters/filter-bar.ts'
import { knownValues } from '../filters/known-values.ts'
import { noData } from '../filters/no-data.ts'
import { componentLabel } from '../report/fingerprint/component-label.ts'
import { componentValue } from '../report/fingerprint/component-value.ts'
import { getFingerprints, getStability } from './requests.ts'
import './fingerprints-page.css'

type Component = FingerprintsAnswer['components'][number]

const pageRange: Preset = '30d'
const words = { loading: 'Loading the fingerprints', failed: 'The fingerprints could not be loaded' }
const stabilityWords = { loading: 'Loading the changes', failed: 'The changes could not be loaded' }
const byEntropy = { column: 1, isDescending: true }
/** Components named for a browser that stands out. */
const maxNamed = 5

/** The fingerprints of all browsers: what distinguishes them, and how many share one. */
@customElement('fingerprints-page')
export class FingerprintsPage extends LightElement {
  @property({ attribute: false }) query = new URLSearchParams()
  private readonly answer = new Task(this, {
    args: () => [this.query.toString()] as const,
    task: (_, { signal }) => getFingerprints(readFilters(this.query, pageRange), signal),
  })
  private readonly stability = new Task(this, {
    args: () => [] as const,
    task: (_, { signal }) => getStability(signal),
  })

  protected override render() {
    return html`<h1 tabindex="-1">Fingerprints</h1>
      <p class="hint">How identifiable are the browsers that come here, and by what?</p>
      <filter-bar .query=${this.query} page-range=${pageRange} .suggest=${knownValues}></filter-bar>
      ${renderTask(this.answer, words, (answer) => this.renderAnswer(answer))}`
  }

  private renderAnswer(answer: FingerprintsAnswer) {
    if (answer.total === 0) return noData('fingerprint', { query: this.query, pageRange })
    return html`${summary(answer)}
      <section>
        <h2>How many browsers share a fingerprint?</h2>
        ${anonymitySets(answer)}
      </section>
      <section>
        <h2>Which components distinguish browsers?</h2>
        <data-table
          class="components"
          label="Components by entropy"
          .columns=${componentColumns}
          .rows=${answer.components}
          .sorting=${byEntropy}
        ></data-table>
        <p class="hint">Entropy is the information that a value gives on average. 10 bits tell one browser from 1,024.</p>
      </section>
      ${standOut(answer)}
      <section>
        <h2>Which components change?</h2>
        ${renderTask(this.stability, stabilityWords, stabilityTable)}
      </section>`
  }
}

function summary({ total, pageViews, anonymitySets: sets, isEstimate }: FingerprintsAnswer) {
  const alone = sets.find(({ size }) => size === 1)?.fingerprints ?? 0
  return html`<p class="verdict">
      ${
        total < enoughBrowsers
          ? html`Too few to tell: only ${formatCount(total, 'browser')} with a fingerprint.`
          : html`<strong>${formatNumber((alone / total) * 100, 1)}&nbsp;%</strong> of ${formatCount(total, 'browser')}
              have a fingerprint that no other has.`
      }
    </p>
    <p class="hint">
      ${formatCount(pageViews, 'page view')}. A browser is a visitor id; without one, a fingerprint in a network on a day. Bots and visits of
      Collector's own pages count too.
      ${isEstimate ? 'There are more browsers: these are the ones seen last.' : nothing}
    </p>`
}

function anonymitySets({ total, anonymitySets: sets }: FingerprintsAnswer) {
  return html`<data-table
    label="Browsers that share a fingerprint"
    .columns=${setColumns(total)}
    .rows=${sets}
  ></data-table>`
}

function setColumns(total: number): readonly Column<FingerprintsAnswer['anonymitySets'][number]>[] {
  return [
    {
      label: 'Shared by',
      value: ({ size }) => size,
      render: ({ size }) => (size === 1 ? 'nobody' : formatCount(size, 'browser')),
    },
    {
      label: 'Browsers',
      value: ({ size, fingerprints }) => size * fingerprints,
      render: ({ size, fingerprints }) => shareBar((size * fingerprints) / total),
      isWide: true,
    },
    { label: 'Fingerprints', value: ({ fingerprints }) => fingerprints, isNumeric: true },
    { label: 'Page views', value: ({ pageViews }) => pageViews, isNumeric: true },
  ]
}

function shareBar(share: number) {
  return html`<meter min="0" max="1" .value=${share} aria-hidden="true"></meter> ${formatNumber(share * 100, 1)}&nbsp;%`
}

const componentColumns: readonly Column<Component>[] = [
  { label: 'Component', value: ({ name }) => componentLabel(name) },
  {
    label: 'Entropy',
    value: ({ entropyBits }) => entropyBits,
    render: ({ entropyBits, total }) =>
      total < enoughBrowsers
        ? absent('too few to tell')
        : html`${formatNumber(entropyBits, 2)} <small class="unit">bits</small>`,
    isNumeric: true,
  },
  {
    label: 'Of the possible',
    value: ({ normalizedEntropy }) => normalizedEntropy,
    render: ({ normalizedEntropy }) => `${formatNumber(normalizedEntropy * 100)} %`,
    isNumeric: true,
  },
  { label: 'Values', value: ({ distinct }) => distinct, isNumeric: true },
  {
    label: 'Unique',
    value: ({ uniqueShare }) => uniqueShare,
    render: ({ uniqueShare }) => `${formatNumber(uniqueShare * 100, 1)} %`,
    isNumeric: true,
  },
  {
    label: 'Most frequent values',
    value: ({ top }) => top[0]?.count,
    render: (component) => topValues(component),
    isWide: true,
  },
]

function topValues({ name, top, total, distinct }: Component) {
  return html`<details>
    <summary>${formatNumber(((top[0]?.count ?? 0) / total) * 100)}&nbsp;% have the most frequent${distinct > 1 ? '' : ', all the same'}</summary>
    <ol class="top-values">
      ${top.map(
        ({ value, count }) =>
          html`<li>${componentValue(name, value)} <small>${formatNumber(count)} of ${formatNumber(total)}</small></li>`,
      )}
    </ol>
  </details>`
}

function standOut({ standOut: browsers }: FingerprintsAnswer) {
  if (browsers.length === 0) return nothing
  return html`<section>
    <h2>Who stands out?</h2>
    <ul class="stand-out">
      ${browsers.map(({ hash, uniqueComponents }) => {
        const named = uniqueComponents.slice(0, maxNamed).map(componentLabel)
        const others = uniqueComponents.length - named.length
        return html`<li>
          <a href=${withBase(`/submissions?${new URLSearchParams({ fingerprint: hash })}`)}><code>${hash.slice(0, 32)}</code></a>
          <span>alone with ${named.join(', ')}${others > 0 ? ` and ${others} more` : ''}</span>
        </li>`
      })}
    </ul>
  </section>`
}

const stabilityColumns: readonly Column<FingerprintStabilityAnswer['components'][number]>[] = [
  { label: 'Component', value: ({ name }) => componentLabel(name), isWide: true },
  {
    label: 'Changed',
    value: ({ pairs, changed }) => changed / pairs,
    render: ({ pairs, changed }) => `${formatNumber((changed / pairs) * 100, 1)} %`,
    isNumeric: true,
  },
  { label: 'Times', value: ({ changed }) => changed, isNumeric: true },
  { label: 'Of', value: ({ pairs }) => pairs, isNumeric: true },
]

function stabilityTable({ browsers, components }: FingerprintStabilityAnswer) {
  if (components.length === 0) {
    return html`<p class="hint">No browser with a visitor id came twice. The script tag sends one with data-visitor-id.</p>`
  }
  return html`<p class="hint">
      How often a value differed between two page views in a row of one browser. ${formatCount(browsers, 'browser')} came
      more than once. Filters do not apply.
    </p>
    <data-table label="Components by changes" .columns=${stabilityColumns} .rows=${components}></data-table>`
}
