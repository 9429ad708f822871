import { execFile, spawnSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A certificate of this machine for `localhost`, with its key. */
export interface SelfSigned {
  cert: string
  key: string
  /** SHA-256 of its public key: Chromium trusts it by `--ignore-certificate-errors-spki-list`. */
  spki: string
}

export const hasOpenssl = spawnSync('openssl', ['version']).status === 0

/** Makes a certificate with `openssl`, which npm does not have. */
export async function selfSigned(): Promise<SelfSigned> {
  const dir = await mkdtemp(join(tmpdir(), 'collector-certificate-'))
  const [keyFile, certFile] = [join(dir, 'key.pem'), join(dir, 'cert.pem')]
  try {
    const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost']
    const names = ['-addext', 'subjectAltName=DNS:localhost', '-keyout', keyFile, '-out', certFile]
    await promisify(execFile)('openssl', [...made, ...names])
    const [key, cert] = await Promise.all([keyFile, certFile].map((file) => readFile(file, 'utf8')))
    const der = new X509Certificate(cert as string).publicKey.export({ type: 'spki', format: 'der' })
    return { key: key as string, cert: cert as string, spki: createHash('sha256').update(der).digest('base64') }
  } finally {
    await rm(dir, { recursive: true })
  }
}
