/** https://w3c.github.io/gpc/; undefined where the browser does not know it. */
export function globalPrivacyControl(): boolean | undefined {
  return (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl
}
