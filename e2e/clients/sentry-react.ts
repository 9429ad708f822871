import * as Sentry from '@sentry/react'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'

Object.assign(globalThis, { Sentry, createElement, createRoot })
