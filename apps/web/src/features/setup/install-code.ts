import { html, nothing } from 'lit'
import { codeBlock } from '../../ui/text/code-block.ts'
import { consentCode, moduleCode, policyCode, type SetupChoice, type SetupTarget, scriptTag } from './setup-code.ts'

/** Shows the code to copy, for the tag or the npm module, and what a content security policy needs. */
export function installCode(target: SetupTarget, choice: SetupChoice, isModule: boolean) {
  return html`${isModule ? moduleStep(target, choice) : tagStep(target, choice)}
    <h3>With a content security policy</h3>
    ${codeBlock(policyCode(target, isModule), 'the content security policy')}`
}

function tagStep(target: SetupTarget, choice: SetupChoice) {
  return html`<p>Add this to every page, best in its <code>&lt;head&gt;</code>:</p>
    ${codeBlock(scriptTag(target, choice), 'the tag')}
    ${
      choice.asksConsent
        ? html`<p>Call this when your visitor answers:</p>
          ${codeBlock(consentCode, 'the code for consent')}`
        : nothing
    }`
}

function moduleStep(target: SetupTarget, choice: SetupChoice) {
  return html`<p>
      Run this once at the start of your application. <code>pnpm pack</code> in <code>packages/sdk</code> of Collector makes the package;
      install the file that it writes.
    </p>
    ${codeBlock(moduleCode(target, choice), 'the code')}`
}
