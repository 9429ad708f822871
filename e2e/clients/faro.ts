import * as Faro from '@grafana/faro-web-sdk'

Object.assign(globalThis, { Faro })
