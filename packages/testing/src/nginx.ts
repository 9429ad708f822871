import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port.ts'
import { isListening } from './is-listening.ts'

const program = '/usr/sbin/nginx'

/** True if Debian's package is installed; npm has no nginx. */
export const hasNginx = existsSync(program)

/** Starts nginx with this content of its `server` block on a free port. The caller stops it. */
export async function startNginx(server: string): Promise<{ origin: string; stop(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'collector-nginx-'))
  const port = await freePort()
  const file = join(dir, 'nginx.conf')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${dir};`)
  await writeFile(
    file,
    `daemon off;
master_process off;
pid ${dir}/pid;
error_log ${dir}/error.log;
events {}
http {
  access_log off;
  ${temporary.join('\n  ')}
  server {
    listen 127.0.0.1:${port};
    ${server}
  }
}
`,
  )
  const child = spawn(program, ['-c', file, '-e', join(dir, 'error.log')], { stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  for (let tries = 0; !(await isListening(port)); tries++) {
    if (tries > 200 || child.exitCode !== null) throw new Error('nginx did not start')
    await sleep(50)
  }
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM')
      await ended
      await rm(dir, { recursive: true, force: true })
    },
  }
}
