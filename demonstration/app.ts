/** The web side of the demonstration: its people, for those who try and for the portal. It can only be read. */
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { guardTestPages } from '../platform/test-pages.ts'
import type { DemonstrationLinks } from './config.ts'
import { faultPage, peoplePage, STYLE_HASH } from './pages.ts'
import type { MadePerson } from './people/made-people.ts'
import type { NumberStore } from './people/number-store.ts'
import { type ToldPerson, toldPerson } from './people/told-people.ts'

export interface DemonstrationOptions {
  readonly people: readonly MadePerson[]
  readonly store: Pick<NumberStore, 'of'>
  readonly links: DemonstrationLinks
  /** The picture of a passport's page, JPEG. */
  readonly draw: (person: MadePerson) => Promise<Buffer>
}

const REFRESH_SECONDS = 3
const HTML = 'text/html; charset=utf-8'

export function buildDemonstration({ people, store, links, draw }: DemonstrationOptions): FastifyInstance {
  const app = Fastify({ bodyLimit: 1024, requestTimeout: 30_000 })
  const drawn = new Map<string, Promise<Buffer>>()
  const told = () => people.map((person) => toldPerson(person, store))
  const policy = `style-src ${STYLE_HASH}; img-src 'self'; form-action 'none'`
  guardTestPages(app, { says: { name: 'demonstration', text: 'these people do not exist' }, policy, faultPage })
  app.setNotFoundHandler(async (_request, reply) => tell(reply, 404, 'There is no such page'))

  app.get('/', async (_request, reply) => {
    const shown = told()
    // Until the first numbers are made; by a header, since it works without script.
    if (shown.every(isNone)) reply.header('refresh', REFRESH_SECONDS)
    // Those who can apply come first.
    const inOrder = shown.toSorted((one, other) => Number(isNone(one)) - Number(isNone(other)))
    return reply.type(HTML).send(peoplePage(inOrder, links))
  })

  app.get('/people.json', async () => ({ test: true, people: told() }))

  app.get('/passports/:file', async ({ params }, reply) => {
    const { file } = params as { readonly file: string }
    const person = people.find(({ passport }) => `${passport}.jpg` === file)
    if (person === undefined) return tell(reply, 404, 'There is no such passport')
    const picture = drawn.get(file) ?? draw(person)
    drawn.set(file, picture)
    return reply
      .type('image/jpeg')
      .header('content-disposition', `attachment; filename="passport-${file}"`)
      .send(await picture)
  })
  return app
}

const isNone = ({ visa_support_number: number }: ToldPerson) => number === null

function tell(reply: FastifyReply, status: number, what: string): FastifyReply {
  return reply.code(status).type(HTML).send(faultPage(what))
}
