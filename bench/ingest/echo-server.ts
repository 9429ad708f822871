import Fastify from 'fastify'

/** Parses a body and sends it back: the cost of the framework without any work on the body. */
const app = Fastify()
app.post('/collect', async (request) => request.body)
await app.listen({ port: Number(process.argv[2]), host: '127.0.0.1' })
