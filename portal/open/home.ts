/** The first page: what can be done here, how it goes, and what to know before. */
import type { FastifyPluginAsync } from 'fastify'
import { languageAsked } from '../../pages/page-language.ts'
import type { Words } from '../../pages/words.ts'
import type { Area } from '../area.ts'
import { demonstrationPeople } from './demonstration-people.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

export const homeRoutes: FastifyPluginAsync<Area> = async (app, { terms, demonstrationUrl }) => {
  app.get('/', async (request, reply) => reply.redirect(`/${languageAsked(request.headers['accept-language'])}/`))
  app.get('/:language', async ({ visit }, reply) => reply.redirect(`/${visit.language}/`))
  app.get('/:language/', async ({ visit }, reply) => {
    const { home } = WORDS[visit.language]
    const [{ edition }, demonstration] = await Promise.all([
      terms(visit.openApi),
      demonstrationUrl === null ? null : demonstrationPeople(demonstrationUrl, visit.language),
    ])
    const days = edition.times.review_business_days.value
    return reply.page({
      template: 'home.njk',
      title: home.title,
      words: home,
      view: { days, isSignedIn: visit.session !== null, demonstration },
    })
  })
}
