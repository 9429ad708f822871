/** Returns a host as referrers are counted: `www.a.example` and `a.example.` are the site a.example. */
export function withoutWww(host: string): string {
  return host.replace(/^www\.|\.(?=:|$)/g, '')
}
