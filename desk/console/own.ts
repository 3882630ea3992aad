/** One's own keys and sessions. */
import type { FastifyPluginAsync } from 'fastify'
import { shortTime } from '#evisa/day-in-words.ts'
import { dataOf, done } from '../../pages/answers.ts'
import { textsOf } from '../../pages/form.ts'
import { signedIn } from '../../pages/signed-in.ts'
import { type Area, wordsOf } from './area.ts'
import { rolesIn } from './people-view.ts'

export const ownRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get('/:language/me', async ({ visit }, reply) => {
    const { person, sessions } = dataOf(await signedIn(visit).GET('/v1/me'))
    const words = wordsOf(visit)
    const at = (time: number | null) => (time === null ? null : shortTime(time, visit.language))
    return reply.page({
      template: 'own.njk',
      title: words.own.title,
      words,
      view: {
        address: `/${visit.language}/me`,
        name: person.name,
        badge: person.badge,
        roles: rolesIn(person, words),
        keys: person.keys.map((key) => ({
          ...key,
          made: at(key.created_at),
          used: at(key.used_at),
          fell: at(key.counter_fell_at),
        })),
        sessions: sessions.map((one) => ({ ...one, began: at(one.began_at), until: at(one.expires_at) })),
      },
    })
  })

  app.post('/:language/me/end-key', async ({ visit, body }, reply) => {
    const { credential = '' } = textsOf(body)
    done(await signedIn(visit).DELETE('/v1/me/keys/{id}', { params: { path: { id: credential } } }))
    return reply.redirect(`/${visit.language}/me`, 303)
  })

  app.post('/:language/me/end-session', async ({ visit, body }, reply) => {
    const { session: id = '' } = textsOf(body)
    done(await signedIn(visit).DELETE('/v1/me/sessions/{id}', { params: { path: { id } } }))
    return reply.redirect(`/${visit.language}/me`, 303)
  })
}
