import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

interface Service {
  image?: string
  build?: string
  depends_on?: string[] | Record<string, { condition: string }>
  volumes?: string[]
  healthcheck?: object
  read_only?: boolean
  cap_drop?: string[]
}

interface Compose {
  services: Record<string, Service>
  volumes?: Record<string, unknown>
}

/** Keys of the Compose specification that our file uses; any other counts as a typing error until it is added. */
const known =
  /^(build|image|restart|env_file|environment|ports|volumes|networks|read_only|tmpfs|security_opt|cap_drop|stop_grace_period|profiles|healthcheck|depends_on|command|configs)$/

test.each(['docker-compose.yml', 'docs/compose/postgres.yml', 'docs/compose/several.yml'])(
  '%s is consistent in itself',
  async (file) => {
    const text = await readFile(new URL(`../${file}`, import.meta.url), 'utf8')
    const { services, volumes } = parse(text) as Compose
    for (const [name, service] of Object.entries(services)) {
      for (const key of Object.keys(service)) expect(key, name).toMatch(known)
      const needed = service.depends_on ?? {}
      for (const other of Array.isArray(needed) ? needed : Object.keys(needed)) {
        expect(services).toHaveProperty(other)
        if (!Array.isArray(needed)) expect(services[other]).toHaveProperty('healthcheck')
      }
      for (const volume of service.volumes ?? []) expect(volumes).toHaveProperty(volume.split(':')[0] ?? '')
    }
    expect(services['collector']).toMatchObject({ read_only: true, cap_drop: ['ALL'], image: 'collector' })
  },
)
