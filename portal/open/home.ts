/** The first page. */
import type { FastifyPluginAsync } from 'fastify'
import { languageAsked } from '../../pages/page-language.ts'
import type { Words } from '../../pages/words.ts'
import type { Area } from '../area.ts'
import * as texts from './strings/texts.ts'

const WORDS: Words<typeof texts.en> = texts

export const homeRoutes: FastifyPluginAsync<Area> = async (app) => {
  app.get('/', async (request, reply) => reply.redirect(`/${languageAsked(request.headers['accept-language'])}/`))
  app.get('/:language/', async ({ visit }, reply) => {
    const words = WORDS[visit.language]
    return reply.page({ template: 'home.njk', title: words.home.title, words: words.home })
  })
}
