import type { BrowserSection } from '@collector/schema'
import { pick } from '../../browser/pick.ts'

type UserAgentData = NonNullable<BrowserSection['userAgentData']>
type WithHints = UserAgentData & { getHighEntropyValues(names: string[]): Promise<UserAgentData> }

const hints = ['architecture', 'bitness', 'model', 'platformVersion', 'fullVersionList']

/** https://wicg.github.io/ua-client-hints/; Chromium on secure pages only. The hints come without asking the user. */
export async function userAgentData(): Promise<UserAgentData | undefined> {
  const data = (navigator as { userAgentData?: WithHints }).userAgentData
  return data && { ...pick(data, 'brands', 'mobile', 'platform'), ...(await data.getHighEntropyValues(hints)) }
}
