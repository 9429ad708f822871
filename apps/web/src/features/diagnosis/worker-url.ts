import url from './consistency/facts-worker.ts?worker&url'

interface Policy {
  createScriptURL(url: string): string
}

let policy: Policy | undefined

/** Returns the address of the worker's script; where the browser has Trusted Types, wrapped by the policy that only this script gets. */
export function workerUrl(): string {
  const { trustedTypes } = window as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }
  policy ??= trustedTypes?.createPolicy('collector-worker', { createScriptURL: (given) => given })
  return policy?.createScriptURL(url) ?? url
}
