/** The first page: what waits for whoever is signed in. */
import type { FastifyPluginAsync } from 'fastify'
import { dataOf } from '../../pages/answers.ts'
import type { Api } from '../../pages/authority/visitor-calls.ts'
import { languageAsked } from '../../pages/page-language.ts'
import { signedIn } from '../../pages/signed-in.ts'
import { renewRoles } from '../../pages/visit.ts'
import { type Area, wordsOf } from './area.ts'
import { attentionView } from './attention.ts'
import { changeRows, personsOf } from './people-view.ts'
import { preparedRows } from './prepared.ts'

/** How often the page looks again by itself, where there is script. */
const LIVE_SECONDS = 30

export const homeRoutes: FastifyPluginAsync<Area> = async (app, { cookies }) => {
  app.get('/', (request, reply) => {
    const asked = languageAsked(request.headers['accept-language'])
    return reply.redirect(`/${asked === 'ru' || asked === 'kk' ? asked : 'en'}/`, 302)
  })

  app.get('/:language/', async (request, reply) => {
    const { visit } = request
    const api = signedIn(visit)
    const { person } = dataOf(await api.GET('/v1/me'))
    renewRoles(request, reply, cookies, person.roles)
    if (person.carrier !== null) return reply.redirect(`/${visit.language}/carrier`, 303)
    const words = wordsOf(visit)
    const mayAgree = person.roles.some((role) => role === 'administrator' || role === 'supervisor')
    const isAlone = person.roles.includes('administrator') && (await isOnlyAdministrator(api))
    const changes = mayAgree ? await changeRows(api, visit, person.id) : []
    return reply.page({
      template: 'home.njk',
      title: words.home.title,
      words,
      view: {
        address: `/${visit.language}`,
        name: person.name,
        roles: person.roles.map((role) => words.roles[role]),
        isOneKey: person.keys.length === 1,
        isWithoutAddress: person.email === '',
        isAlone,
        changes,
        prepared: await preparedRows(api, visit),
        attention: await attentionView(api, visit),
        liveSeconds: LIVE_SECONDS,
      },
    })
  })
}

async function isOnlyAdministrator(api: Api): Promise<boolean> {
  const able = (await personsOf(api)).filter(({ roles, keys }) => roles.includes('administrator') && keys.length > 0)
  return able.length < 2
}
