/** The templates of a face: those of the kit, of govuk-frontend and its own, escaped always; a name that a page does not have is an error. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import nunjucks from 'nunjucks'
import { fillText } from '#evisa/fill-text.ts'
import type { TravellerLanguage } from '#evisa/language.ts'

const KIT = join(import.meta.dirname, 'templates')
const GOVUK = dirname(dirname(fileURLToPath(import.meta.resolve('govuk-frontend'))))

export type Render = (template: string, model: object, language: TravellerLanguage) => string

/** Draws templates of these folders, of which a face has one or several. */
export function templatesIn(...folders: readonly string[]): Render {
  const loader = new nunjucks.FileSystemLoader([...folders, KIT, GOVUK], { noCache: false })
  const environment = new nunjucks.Environment(loader, {
    autoescape: true,
    throwOnUndefined: false,
    trimBlocks: true,
    lstripBlocks: true,
  })
  // Values are escaped when the whole text is: nothing that is filled in is markup.
  environment.addFilter(
    'fill',
    function (
      this: { ctx: { language: TravellerLanguage } },
      text: string,
      values: Record<string, string | number> = {},
    ) {
      if (typeof text !== 'string')
        throw new TypeError(`a text is missing that is filled with ${Object.keys(values).join(', ')}`)
      return fillText(text, values, this.ctx.language)
    },
  )
  return (template, model, language) => environment.render(template, { ...model, language })
}

/** Texts of which one that is not there is an error, and not an empty place on a page. */
export function strictTexts<T extends object>(texts: T, path = ''): T {
  return new Proxy(texts, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name)
      if (typeof name === 'symbol' || name === 'toJSON') return value
      if (value === undefined && !(name in target)) throw new TypeError(`there is no text ${path}${name}`)
      const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value)
      return isGroup ? strictTexts(value, `${path}${name}.`) : value
    },
  })
}

/** The hash of the one script that stands in govuk-frontend's page itself, for the content security policy. */
export function inlineScriptHash(): string {
  const template = readFileSync(join(GOVUK, 'govuk/template.njk'), 'utf8')
  const [, script = ''] = /<script[^>]*>(.*?)<\/script>/s.exec(template.replace(/\{%-?.*?%\}/gs, '')) ?? []
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`
}
