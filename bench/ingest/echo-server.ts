import Fastify from 'fastify'

/** Fastify parsing a body and sending it back: what the framework costs before anything is done with what came. */
const app = Fastify()
app.post('/collect', async (request) => request.body)
await app.listen({ port: Number(process.argv[2]), host: '127.0.0.1' })
