import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import t from 'tap'
import { inlineScriptHash, strictTexts, templatesIn } from '../../pages/templates.ts'

const PROJECT = resolve(import.meta.dirname, '../..')
const drawing = (template: string) => {
  const render = templatesIn(t.testdir({ 'made.njk': template }))
  return (model: object, language: 'en' | 'ru' = 'en') => render('made.njk', model, language)
}

t.test('everything that is shown is escaped, also where it is filled into a text or stands in an attribute', (t) => {
  const draw = drawing(`<p title="{{ name }}">{{ name }}</p>{{ text | fill({ name: name }) }}`)
  const name = `"><script>alert('1')</script>`
  const html = draw({ name, text: 'Hello {name} <b>' })
  t.notMatch(html, /<script|<b>/)
  t.equal(html.match(/&lt;script&gt;/g)?.length, 3)
  t.equal(html.match(/&quot;&gt;/g)?.length, 3)
  t.end()
})

t.test('what is typed is never a template nor a place of a text', (t) => {
  const draw = drawing('{{ name }}|{{ text | fill({ name: name }) }}')
  t.equal(
    draw({ name: '{{ 7*7 }}{% raw %}{name}', text: '{name}' }),
    '{{ 7*7 }}{% raw %}{name}|{{ 7*7 }}{% raw %}{name}',
  )
  t.end()
})

t.test('a text takes the form of its number in the language of the page', (t) => {
  const draw = drawing('{{ text | fill({ n: n }) }}')
  t.equal(draw({ text: '{n} {n:день|дня|дней}', n: 3 }, 'ru'), '3 дня')
  t.equal(draw({ text: '{n} {n:day|days}', n: 1 }), '1 day')
  t.throws(() => draw({ n: 1 }), /a text is missing that is filled with n/)
  t.end()
})

t.test('a text that is not there is an error with its name, in groups too', (t) => {
  const words = strictTexts({ title: 'A', empty: '', faults: { email: 'B' }, list: ['C'] })
  t.equal(words.faults.email, 'B')
  t.equal(words.empty, '')
  t.same([...words.list], ['C'])
  t.throws(() => (words as Record<string, unknown>).titel, /there is no text titel/)
  t.throws(() => (words.faults as Record<string, unknown>).code, /there is no text faults\.code/)
  t.throws(() => drawing('{{ w.titel }}')({ w: words }), /there is no text titel/)
  t.doesNotThrow(() => JSON.stringify(words))
  t.end()
})

t.test('the one script in a page is that whose hash the policy names', (t) => {
  const render = templatesIn(t.testdir({ 'made.njk': '{% extends "govuk/template.njk" %}' }))
  const scripts = [...render('made.njk', {}, 'en').matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map(
    ([, text = '']) => text,
  )
  t.equal(scripts.length, 1)
  t.equal(
    inlineScriptHash(),
    `'sha256-${createHash('sha256')
      .update(scripts[0] ?? '')
      .digest('base64')}'`,
  )
  t.end()
})

t.test('no template lets through what it was not given as a template', (t) => {
  const templates = globSync('{pages,portal}/**/*.njk', { cwd: PROJECT, exclude: (name) => name === 'dist' })
  t.ok(templates.length > 15, `${templates.length} templates`)
  for (const path of templates) {
    const text = readFileSync(join(PROJECT, path), 'utf8')
    t.notMatch(
      text,
      /\|\s*safe\b|autoescape false|\bhtml:\s*(view|w|kit|site)\b|<script(?! type="module" src=)|\son\w+=|\sstyle=/,
      path,
    )
  }
  t.end()
})
