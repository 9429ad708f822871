import { init } from '@elastic/apm-rum'

init({ serviceName: 'bench', serverUrl: `${location.origin}/post` })
