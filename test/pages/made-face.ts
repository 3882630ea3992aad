/** A face of the kit with a page of its own, over whatever the API is made to answer. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { pino } from 'pino'
import type { Test } from 'tap'
import type { FaceCall } from '../../pages/authority/face-calls.ts'
import type { CookieNames } from '../../pages/browser-cookies.ts'
import { addKit } from '../../pages/kit.ts'
import type { KitOptions } from '../../pages/kit-options.ts'
import { templatesIn } from '../../pages/templates.ts'
import { type PageBrowser, pageBrowser } from '../portal/page-browser.ts'
import { namedAssets } from '../portal/test-assets.ts'

export interface MadeFace {
  readonly app: FastifyInstance
  readonly cookies: CookieNames
  readonly lines: Record<string, unknown>[]
  browser(): PageBrowser
}

interface Making extends Partial<KitOptions> {
  /** Templates by their files' names, beside `made.njk`, which has a form with a field. */
  readonly templates?: Readonly<Record<string, string>>
  /** Folders of templates besides. */
  readonly folders?: readonly string[]
  readonly routes?: (app: FastifyInstance, cookies: CookieNames) => void
}

const MADE = `{% extends "page.njk" %}{% from "fields.njk" import token, textField, submit %}
{% block content %}<h1>{{ title }}</h1><p id="said">{{ view.said }}</p>
<form method="post">{{ token(site) }}<input name="name" value="{{ view.name }}"></form>{% endblock %}`

const NOBODY: FaceCall = async () => Response.json({ type: 'urn:evisa:problem:not-found' }, { status: 404 })

export async function madeFace(t: Test, making: Making = {}): Promise<MadeFace> {
  const { templates = {}, folders = [], routes = () => undefined, ...change } = making
  const folder = mkdtempSync(join(tmpdir(), 'evisa-face-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries({ 'made.njk': MADE, ...templates })) writeFileSync(join(folder, name), text)
  const lines: Record<string, unknown>[] = []
  const logger: FastifyBaseLogger = pino(
    { level: 'info' },
    { write: (line: string) => void lines.push(JSON.parse(line)) },
  )
  const app = Fastify({ loggerInstance: logger, logController: new LogController({ disableRequestLogging: true }) })
  const cookies = await addKit(app, {
    ...{ face: 'made', publicUrl: null, call: NOBODY, render: templatesIn(folder, ...folders), ...namedAssets },
    ...{ isDemonstration: false, mailboxUrl: null },
    surroundings: ({ language }) => ({
      office: '',
      service: 'Made',
      home: `/${language}/`,
      navigation: [],
      footer: [],
    }),
    signInFirst: (_request, reply, kept) => reply.code(401).send({ kept }),
    ...change,
  })
  app.get('/:language/made', (_request, reply) => reply.page({ template: 'made.njk', title: 'Made', words: {} }))
  routes(app, cookies)
  t.teardown(() => app.close())
  return { app, cookies, lines, browser: () => pageBrowser(app) }
}
