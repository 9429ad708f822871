import {
  alertChannel,
  alertChannelChange,
  alertChannelsAnswer,
  alertEventsAnswer,
  alertEventsQuery,
  alertParams,
  alertRule,
  alertRuleChange,
  alertRulesAnswer,
  alertTestAnswer,
  errorAnswer,
  newAlertChannel,
  newAlertRule,
} from '@collector/schema'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { changeChannel, createChannel, deleteChannel, listChannels, testChannel } from '../../alerts/alert-channels.ts'
import { changeRule, createRule, deleteRule, readRules, ruleAnswer } from '../../alerts/alert-rules.ts'
import { alertSenders, publicUrlOf } from '../../alerts/alert-senders.ts'
import { listAlertEvents } from '../../alerts/list-alert-events.ts'
import type { Config } from '../../config.ts'
import { answer } from '../../plugins/error-handler.ts'
import type { Storage } from '../../storage/storage.ts'

const tags = ['alerts']
const unknownChannel = 'there is no such channel'
const unknownRule = 'there is no such rule'

/** Reads and writes alert rules, channels and events. */
export function alertRoutes(config: Config, { db }: Storage): FastifyPluginAsyncTypebox {
  const senders = alertSenders(config)
  return async (app) => {
    app.get(
      '/alerts/channels',
      { schema: { summary: 'Channels that alerts are sent to', tags, response: { 200: alertChannelsAnswer } } },
      async () => ({ items: await listChannels(db) }),
    )

    app.post(
      '/alerts/channels',
      {
        schema: {
          summary: 'Make a channel; with the first one the initial rules are enabled',
          tags,
          body: newAlertChannel,
          response: { 201: alertChannel, 400: errorAnswer },
        },
      },
      async (request, reply) => reply.status(201).send(await createChannel(db, senders.outbound, request.body)),
    )

    app.patch(
      '/alerts/channels/:id',
      {
        schema: {
          summary: 'Change a channel; a secret sent back as "…" is kept',
          tags,
          params: alertParams,
          body: alertChannelChange,
          response: { 200: alertChannel, 400: errorAnswer, 404: errorAnswer },
        },
      },
      async (request, reply) =>
        (await changeChannel(db, senders.outbound, request.params.id, request.body)) ??
        answer(reply, 404, unknownChannel),
    )

    app.delete(
      '/alerts/channels/:id',
      {
        schema: {
          summary: 'Delete a channel; rules that name no other are disabled',
          tags,
          params: alertParams,
          response: { 204: Type.Null(), 404: errorAnswer },
        },
      },
      async (request, reply) =>
        (await deleteChannel(db, request.params.id))
          ? reply.status(204).send(null)
          : answer(reply, 404, unknownChannel),
    )

    app.post(
      '/alerts/channels/:id/test',
      {
        schema: {
          summary: 'Send a message to a channel now',
          tags,
          params: alertParams,
          response: { 200: alertTestAnswer, 404: errorAnswer },
        },
      },
      async (request, reply) =>
        (await testChannel(db, request.params.id, { ...senders, publicUrl: () => publicUrlOf(config, db) })) ??
        answer(reply, 404, unknownChannel),
    )

    app.get(
      '/alerts/rules',
      { schema: { summary: 'Alert rules', tags, response: { 200: alertRulesAnswer } } },
      async () => ({ items: (await readRules(db)).map(ruleAnswer) }),
    )

    app.post(
      '/alerts/rules',
      {
        schema: {
          summary: 'Make a rule',
          tags,
          body: newAlertRule,
          response: { 201: alertRule, 400: errorAnswer },
        },
      },
      async (request, reply) => reply.status(201).send(await createRule(db, request.body)),
    )

    app.patch(
      '/alerts/rules/:id',
      {
        schema: {
          summary: 'Change, enable or mute a rule',
          tags,
          params: alertParams,
          body: alertRuleChange,
          response: { 200: alertRule, 400: errorAnswer, 404: errorAnswer },
        },
      },
      async (request, reply) =>
        (await changeRule(db, request.params.id, request.body)) ?? answer(reply, 404, unknownRule),
    )

    app.delete(
      '/alerts/rules/:id',
      {
        schema: {
          summary: 'Delete a rule, with what it found',
          tags,
          params: alertParams,
          response: { 204: Type.Null(), 404: errorAnswer },
        },
      },
      async (request, reply) =>
        (await deleteRule(db, request.params.id)) ? reply.status(204).send(null) : answer(reply, 404, unknownRule),
    )

    app.get(
      '/alerts/events',
      {
        schema: {
          summary: 'Alerts, and the messages sent about them',
          tags,
          querystring: alertEventsQuery,
          response: { 200: alertEventsAnswer },
        },
      },
      async (request) => listAlertEvents(db, request.query, await publicUrlOf(config, db)),
    )
  }
}
