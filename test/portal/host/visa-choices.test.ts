import t from 'tap'
import { hostWords } from '../../../portal/host/host-words.ts'
import { visaInWords, visaOf, visasOf, visaValue } from '../../../portal/host/visa-choices.ts'
import { TERMS_EDITION } from '../made-terms.ts'

t.test('a kind of host is offered what it may invite for, with the entries that have a fee', async (t) => {
  const values = (kind: Parameters<typeof visasOf>[0]) => visasOf(kind, TERMS_EDITION).map(visaValue)
  t.strictSame(values('tour-operator'), ['tourism/B12/1'])
  t.strictSame(
    values('medical-institution'),
    ['C12/1', 'C12/2', 'C12/multiple'].map((of) => `medical-treatment/${of}`),
  )
  t.match(values('legal-entity'), ['tourism/B12/1', 'business/B1/1', 'business/B2/2', 'business/B2/multiple'])
  t.strictSame(values('individual'), [])
})

t.test('one is told in words, and known again by its value alone', async (t) => {
  const visas = visasOf('legal-entity', TERMS_EDITION)
  const texts = (language: 'en' | 'ru') => visas.map((visa) => visaInWords(visa, language, hostWords(language)))
  t.ok(texts('en').includes('Business, many entries (category B2)'))
  t.ok(texts('ru').includes('Туризм, один въезд (категория B12)'))
  t.strictSame(visaOf('business/B2/2', visas), { purpose: 'business', category: 'B2', entries: 2 })
  for (const other of ['', 'medical-treatment/C12/1', 'business/B2/3']) t.strictSame(visaOf(other, visas), {})
})
